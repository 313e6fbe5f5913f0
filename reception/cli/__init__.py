"""The `reception` command. A subcommand reads what is typed, calls one service, and prints what came of it."""

import sys

import click
from flask import Flask
from flask.cli import ScriptInfo

from reception.cli import account, archive, dates, doctor, keep, letters, lifecycle, privacy, records, serve, setup
from reception.cli.errors import PlainErrors

COMMANDS = (
    serve.run, setup.init, setup.demo, serve.worker, account.account, records.import_, records.export, archive.search,
    archive.index, privacy.privacy, letters.mail, keep.sweep, lifecycle.lifecycle, keep.backup, keep.restore,
    dates.dates, doctor.doctor,
)  # fmt: skip


class InOrder(PlainErrors):
    """Commands listed in the order in which they are needed, not in that of the alphabet."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names as they were added."""
        return list(self.commands)


@click.group(name="reception", cls=InOrder, context_settings={"help_option_names": ["-h", "--help"]})
def reception() -> None:
    """A city library's virtual public reception.

    `reception run` starts a trial on this computer. Settings come from RECEPTION_… in the environment or from
    settings.cfg in the instance folder: see docs/configuration.md.
    """


for command in COMMANDS:
    reception.add_command(command)


def init_app(app: Flask) -> None:
    """Let `flask` and the tests find the commands on the application too."""
    for each in COMMANDS:
        app.cli.add_command(each)


def main() -> None:
    """Run the command line; the application is made when a command asks for it."""
    # By name: the application's own room imports this one.
    sys.exit(reception(obj=ScriptInfo(app_import_path="reception:create_app", set_debug_flag=False)))
