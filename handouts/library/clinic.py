"""What a clinic's own file may say: what it prints on its sheets, and who approved them."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, StrictBool

from handouts.library.models import Colour, Country, Date, Language, Line, Model


class Approval(Model):
    """Who approved the sheets for this clinic, and until when."""

    name: Line = Field(description="of the clinician")
    role: Line = Field(description="such as lead physiotherapist")
    date: Date
    review_by: Date


class Clinic(Model):
    """`clinic.yaml`: what a clinic prints on its sheets."""

    name: Line = Field(description="printed at the top")
    address: Line | None = Field(default=None, description="below the name")
    phone: Line | None = Field(default=None, description="below the name")
    logo: Line | None = Field(default=None, description="a PNG, JPEG or SVG file beside this one; it says the name")
    logo_with_name: StrictBool = Field(default=False, description="true: the logo is a sign; print the name below it")
    country: Country | None = Field(default=None, description="whose warning signs and numbers are printed")
    languages: tuple[Language, ...] = Field(
        default=(), description="those of its sheets; the first, where nobody names another"
    )
    paper: Literal["a4", "letter"] | None = Field(default=None, description="of all sheets, if nobody names another")
    accent: Colour | None = Field(default=None, description="colour of titles; darkened where it is hard to read")
    contact_line: Line | None = Field(default=None, description="whom to ask")
    feedback_line: Line | None = Field(default=None, description="where to send what one thinks")
    alternative_formats_line: Line | None = Field(default=None, description="how to get large print or another form")
    approved_by: Approval | None = Field(default=None, description="until then sheets say that nobody has")
    fonts: tuple[Line, ...] = Field(default=(), description="font files for letters that the built-in fonts lack")
