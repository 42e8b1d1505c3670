"""Bring a spreadsheet in on screen: hand it in, look at it, answer, put right, write, take back."""
