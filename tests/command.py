"""The `reception` command on an application of the tests, as it is typed."""

from click.testing import CliRunner, Result
from flask.cli import ScriptInfo

from reception.cli import reception


def run_command(app, *arguments: str, typed: str | None = None) -> Result:
    """Run a command; `typed` is what is typed when it asks. An exception that is no plain error is raised."""
    result = CliRunner().invoke(
        reception, [str(each) for each in arguments], input=typed, obj=ScriptInfo(create_app=lambda: app)
    )
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result
