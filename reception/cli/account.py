"""`reception account`: librarians' accounts, for the first administrator above all."""

import click
from flask.cli import with_appcontext
from sqlalchemy import select

from reception.domain.roles import SYSTEM, Role
from reception.extensions import db
from reception.models import Branch
from reception.services.accounts import add_account


@click.group()
def account() -> None:
    """Accounts of librarians. More than adding is done at /admin/."""


@account.command()
@click.argument("login")
@click.option("--name", prompt="Name of the librarian", help="As colleagues know her or him.")
@click.option("--role", type=click.Choice([role.value for role in Role]), default=Role.MODERATOR.value, show_default=True)
@click.option("--email", help="Address of the librarian.")
@click.option("--branch", help="Code of the branch.")
@click.password_option(help="Better typed when asked than given here, where others can read it.")
@with_appcontext
def add(login: str, name: str, role: str, email: str | None, branch: str | None, password: str) -> None:
    """Add an account with the name LOGIN."""
    branch_id = None
    if branch:
        branch_id = db.session.scalar(select(Branch.id).where(Branch.code == branch))
        if branch_id is None:
            raise click.ClickException(f"There is no branch with the code {branch}.")
    made = add_account(SYSTEM, login=login, name=name, role=Role(role), password=password, branch_id=branch_id, email=email)
    click.echo(f"{made.login} may sign in at /desk/ as {made.role.value.replace('_', ' ')}.")
