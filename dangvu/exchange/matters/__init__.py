"""Each matter of a package: its rows resolved to records, what is checked of them, where they go."""
