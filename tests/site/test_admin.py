"""Django's admin: off, unless asked for; then for officers of the district, to read and never to change."""

import json

from tests.apart import own_database, said

SEEN = [200, 403]  # the grid; no adding
ROW = [200, 403, 403, 404]  # a row; no changing, no deleting; history is told elsewhere


def test_off_unless_asked_for(world, browse):
    assert browse(world.officer).get("/admin/").status_code == 404


def test_a_looking_glass(tmp_path):
    with own_database(tmp_path) as environment:
        answers = json.loads(said(environment | {"CHANGREN_ADMIN": "1"}, "tests.site.looking").splitlines()[-1])
    assert answers["index"] == 200
    assert all(page in (SEEN, SEEN + ROW) for page in answers["pages"].values())
    assert answers["pages"]["Post"] == answers["pages"]["Mandate"] == SEEN + ROW
    assert answers["shut"] == [404, 404]
    assert answers["away"]["guest"].startswith("/organisation/sign-in/")
    assert answers["away"]["clerk"] == answers["away"]["delegate"] == "/admin/login/?next=/admin/organisation/post/"
