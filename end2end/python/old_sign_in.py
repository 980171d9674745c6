"""Makes the sign-ins of a person older than they are, in the database of a server that runs.

Usage: old_sign_in.py DATABASE EMAIL MINUTES
"""

import sqlite3
import sys

database, email, minutes = sys.argv[1], sys.argv[2], int(sys.argv[3])
with sqlite3.connect(database, timeout=10) as connection:
    changed = connection.execute(
        "UPDATE sessions SET authenticated_at = authenticated_at - ? WHERE user_id IN (SELECT id FROM users WHERE email = ?)",
        (minutes * 60_000, email),
    )
    if changed.rowcount < 1:
        sys.exit(f"{email} is not signed in")
