"""`python -m changren.site.backup.looking`: open pages of a restored copy; prints how many. In a process of its own."""

import os
import sys

import django

PAGES = ("/readyz", "/organisation/sign-in/", "/help/", "/proposals/public/")
OK = 200


def look() -> int:
    """Open them as a guest would. Returns 1 if one does not answer."""
    from django.test import Client

    guest = Client(headers={"x-forwarded-proto": "https"})
    wrong = [page for page in PAGES if guest.get(page, secure=True).status_code != OK]
    print(f"{', '.join(wrong)} did not open." if wrong else f"Pages that opened: {len(PAGES)}")
    return 1 if wrong else 0


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "changren.site.settings")
    django.setup()
    sys.exit(look())
