"""The demo's pages know no sign-in yet: they read in the name of the account that started them."""

#: Environment variable that `dangvu serve` sets: the user name of that account.
READER = "DANGVU_DEMO_READER"
