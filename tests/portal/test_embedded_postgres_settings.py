"""Settings use the embedded server where no DATABASE_URL is given, and only there."""

import os
import socket
import subprocess
import sys

from portal import embedded_postgres, postgres_place
from portal.postgres_process import postmaster
from tests.portal.postgres_servers import ROOT, cluster_of


def test_database_url_of_the_environment_switches_it_off(var):
    with socket.create_server(("127.0.0.1", 0)) as nobody_answers:
        url = f"postgresql://u@127.0.0.1:{nobody_answers.getsockname()[1]}/elsewhere"
        script = (
            "from django.conf import settings; d = settings.DATABASES['default'];"
            "print(d['NAME'], d['HOST'])"
        )
        done = subprocess.run(
            [sys.executable, "-c", script],
            cwd=ROOT,
            env={
                **os.environ,
                "OKENCE_VAR": str(var),
                "DATABASE_URL": url,
                "DJANGO_SETTINGS_MODULE": "portal.settings.dev",
            },
            capture_output=True,
            text=True,
        )

    assert done.stdout == "elsewhere 127.0.0.1\n", done.stderr
    assert not (var / "postgres").exists()
    assert not (var / postgres_place.RECORD).exists()


def test_settings_without_database_url_use_the_embedded_server(var):
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    script = (
        "from django.conf import settings; d = settings.DATABASES['default'];"
        "print(d['NAME'], d['USER'], d['HOST'], d['PORT'])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT,
        env={
            **environment,
            "OKENCE_VAR": str(var),
            "DJANGO_SETTINGS_MODULE": "portal.settings.dev",
        },
        capture_output=True,
        text=True,
    )

    sockets = postmaster(cluster_of(var)).sockets
    assert done.stdout == f"{embedded_postgres.NAME} okence {sockets} 5432\n", done.stderr
