"""Adds an operation to a copy of the sources, or gives it a record of its own.

add.py TREE operation|record
"""

import pathlib
import sys

OPERATION = """
/// Lists what is measured.
#[operation(
    IdtExpress::list_measured,
    GET "/v1/dids/coverage/measured/{country_iso}",
    page = "Measured",
    answer = rows("measured", IdtRegion),
    raises(not_offered = "the carrier does not offer this country"),
)]
pub struct ListMeasured {
    /// Two capital letters of ISO 3166-1, such as `CA`.
    #[check(rules::country_iso)]
    pub country_iso: String,
}
"""

RECORD = """
/// What is measured.
#[derive(Default)]
#[object]
#[record]
pub struct IdtMeasured {
    /// A text.
    pub measured_name: Option<String>,
    /// A text.
    pub measured_text: Option<String>,
    /// A text.
    pub measured_code: Option<String>,
    /// A text.
    pub measured_place: Option<String>,
    /// A count.
    pub measured_quantity: Option<i32>,
    /// A count.
    pub measured_rest: Option<i32>,
    /// A flag.
    pub is_measured: Option<bool>,
    /// A flag.
    pub is_whole: Option<bool>,
    /// A moment.
    pub measured_at: Option<crate::types::Timestamp>,
    /// A text.
    pub measured_by: Option<String>,
}
"""


def main(tree, what):
    country = pathlib.Path(tree) / "core/src/idt_express/country.rs"
    source = country.read_text(encoding="utf-8")
    if what == "operation":
        source += OPERATION
    else:
        source = source.replace('rows("measured", IdtRegion)', 'rows("measured", IdtMeasured)')
        source += RECORD
    country.write_text(source, encoding="utf-8")


main(*sys.argv[1:])
