"""Synthetic committees whose totals equal published figures, written as data packages.

Real are the totals, the names of provinces, districts and communes, and how frequent Vietnamese names are.
Invented is everything else: every person and every number of a person, which organisations there are
below the communes and beside them, and what happened to anybody.
"""
