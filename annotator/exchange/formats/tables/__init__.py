"""Tables of other programs: their sheets, and the claims and evidence in their rows."""
