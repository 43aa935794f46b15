//! XML no carrier documents, for the faults.

use crate::garble;
use crate::message::Response;

/// 200 with XML whose documented elements hold something else.
pub(crate) fn wrong_type() -> Response {
    Response::xml(200, WRONG_TYPE.to_vec())
}

/// 200 with valid XML of exactly so many bytes.
pub(crate) fn huge(bytes: usize) -> Response {
    Response::xml(200, garble::padded(b"<huge>", bytes, b"</huge>"))
}

/// 200 with valid XML of so many levels.
pub(crate) fn deep(levels: usize) -> Response {
    let inner = levels.saturating_sub(1);
    let body = ["<response>", &"<a>".repeat(inner), &"</a>".repeat(inner), "</response>"].concat();
    Response::xml(200, body.into_bytes())
}

/// 200 with entities that would grow to three gigabytes, one of them in the place of a number.
pub(crate) fn entities() -> Response {
    let mut body = format!("{DECLARATION}<!DOCTYPE response [\n <!ENTITY a0 \"555\">\n");
    for level in 1..=9 {
        let inner = format!("&a{};", level - 1).repeat(10);
        body.push_str(&format!(" <!ENTITY a{level} \"{inner}\">\n"));
    }
    body.push_str("]>\n");
    body.push_str(&bought("&a9;"));
    Response::xml(200, body.into_bytes())
}

/// 200 with a DTD, a parameter entity and an entity in the place of a number, all elsewhere.
pub(crate) fn external_entity(url: &str) -> Response {
    let url = super::xml::escaped(url);
    let doctype = format!(
        "<!DOCTYPE response SYSTEM \"{url}\" [\n <!ENTITY % remote SYSTEM \"{url}\">\n %remote;\n \
         <!ENTITY number SYSTEM \"{url}\">\n]>\n"
    );
    let body = [DECLARATION, &doctype, &bought("&number;")].concat();
    Response::xml(200, body.into_bytes())
}

/// A purchase of one number.
fn bought(number: &str) -> String {
    format!(
        "<response>\n<result>success</result>\n<result_description>\n <quantity>1</quantity>\n \
         <numbers>\n <number>{number}</number>\n </numbers>\n</result_description>\n</response>\n"
    )
}

const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

const WRONG_TYPE: &[u8] = b"<response><result><number>success</number></result>\
<result_description>3<quantity><numbers>three</numbers></quantity><numbers>5551112222</numbers>\
<number/></result_description></response>";
