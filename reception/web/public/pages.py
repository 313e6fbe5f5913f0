"""The pages that explain: what this is, what happens to personal data, for whom the site works."""

from flask import render_template

from reception.current import settings
from reception.domain.submission import CONSENT_VERSION


def about() -> str:
    """What the service is and is not, and how a question goes."""
    return render_template("public/about.html")


def privacy() -> str:
    """What personal data are kept, why, for how long, and what one may ask for (Law 2297-VI)."""
    return render_template("public/privacy.html", version=CONSENT_VERSION, years=settings().retention_years)


def accessibility() -> str:
    """What the site does for all readers, and what it cannot yet (EN 301 549)."""
    return render_template("public/accessibility.html")
