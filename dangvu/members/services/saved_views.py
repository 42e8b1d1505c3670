"""Lists that a person keeps under a name; they are settings of that person, no acts on any record."""

from dangvu.members.models import SavedView

#: More would be no help in finding one.
MOST_VIEWS = 30


def save_view(account_id: int, *, name: str, query: str) -> bool:
    """Keep the list under the name, in the place of one that bears it; False where there are too many."""
    held = SavedView.objects.filter(account=account_id)
    if not held.filter(name=name).exists() and held.count() >= MOST_VIEWS:
        return False
    SavedView.objects.update_or_create(account_id=account_id, name=name, defaults={"query": query})
    return True


def remove_view(account_id: int, *, name: str) -> None:
    """Forget the person's list of that name, if there is one."""
    SavedView.objects.filter(account=account_id, name=name).delete()
