"""In whose name a command runs, and what is done when it has run."""

import argparse
import sys
from types import ModuleType

from dangvu.cli.failures import BAD_CALL, REFUSED, CommandFailed


def run_as_account(module: ModuleType, args: argparse.Namespace) -> int:
    """Fill `args.actor`, run the command, and seal what it recorded, whether it succeeded or not.

    Findings that refuse it go to standard error, all of them; the exit status is then 1.
    """
    from dangvu.access.services import actor_named, actor_of_os_user
    from dangvu.audit.services.sealing import seal_quietly
    from dangvu.kernel.findings import Refused
    from dangvu.organizations.selectors import UnknownOrganization

    try:
        args.actor = actor_named(args.as_account) if args.as_account else actor_of_os_user()
        status: int = module.run(args)
    except Refused as refusal:
        print_findings(refusal)
        return REFUSED
    except UnknownOrganization as error:
        raise CommandFailed(str(error), status=BAD_CALL) from error
    finally:
        seal_quietly()
    return status


def print_findings(refusal: Exception) -> None:
    """Print every finding of a refusal, those that block first."""
    from dangvu.kernel.findings import Refused, blocks

    assert isinstance(refusal, Refused)
    for finding in refusal.findings:
        print(f"{'Lỗi' if blocks(finding) else 'Lưu ý'}: {finding.message}", file=sys.stderr)
