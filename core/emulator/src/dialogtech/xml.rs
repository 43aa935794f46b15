//! The answers, as the page shows its one.

use super::purchase::Purchase;
use super::switches::{Encoding, Prolog, QuantityElement, Switches};
use crate::message::Response;

/// An order was bought.
pub(crate) fn success(purchase: &Purchase, switches: &Switches) -> Response {
    let bought = purchase.numbers.len();
    let quantity = match switches.quantity_element {
        QuantityElement::Bought => Some(bought),
        QuantityElement::Asked => usize::try_from(purchase.asked).ok(),
        QuantityElement::Wrong => Some(bought + 1),
        QuantityElement::Absent => None,
    };
    let mut description = String::from("\n");
    if let Some(quantity) = quantity {
        description.push_str(&format!(" <quantity>{quantity}</quantity>\n"));
    }
    description.push_str(" <numbers>\n");
    for number in &purchase.numbers {
        description.push_str(&format!(" <number>{number}</number>\n"));
    }
    description.push_str(" </numbers>\n");
    response(200, &switches.success_word, &description, switches)
}

/// Nothing was bought. The carrier documents no text, so ours say whose they are.
pub(crate) fn failure(text: &str, switches: &Switches) -> Response {
    let description = match &switches.failure_text {
        Some(text) => escaped(text),
        None => escaped(&format!("EMULATOR: {text}")),
    };
    response(switches.failure_status.0, &switches.failure_word, &description, switches)
}

/// Text as XML writes it.
pub(crate) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

fn response(status: u16, result: &str, description: &str, switches: &Switches) -> Response {
    let result = escaped(result);
    let (prolog, comment) = (prolog(switches), comment(switches.encoding));
    let document = format!(
        "{prolog}<response>\n{comment}<result>{result}</result>\n\
         <result_description>{description}</result_description>\n</response>\n"
    );
    let content_type = match &switches.content_type {
        Some(value) => value.0.clone(),
        None => format!("text/xml; charset={}", name(switches.encoding)),
    };
    Response::of(status, content_type, encoded(&document, switches))
}

fn prolog(switches: &Switches) -> String {
    let space = if switches.leading_space { "\n \n" } else { "" };
    let name = name(switches.encoding);
    let (declaration, doctype) = match switches.prolog {
        Prolog::Doctype => (true, DOCTYPE),
        Prolog::Declaration => (true, ""),
        Prolog::Nothing => (false, ""),
    };
    let declaration = match declaration {
        true => format!("<?xml version=\"1.0\" encoding=\"{name}\"?>\n"),
        false => String::new(),
    };
    [space, &declaration, doctype].concat()
}

/// What the answer says of its encoding.
fn name(encoding: Encoding) -> &'static str {
    match encoding {
        Encoding::Utf8 | Encoding::Mislabelled => "UTF-8",
        Encoding::Latin1 => "ISO-8859-1",
        Encoding::Utf16 => "UTF-16",
    }
}

/// An answer of digits alone would look the same in most encodings.
fn comment(encoding: Encoding) -> &'static str {
    match encoding {
        Encoding::Utf8 => "",
        _ => "<!-- numéros -->\n",
    }
}

fn encoded(document: &str, switches: &Switches) -> Vec<u8> {
    let mark = if switches.bom { "\u{feff}" } else { "" };
    match switches.encoding {
        Encoding::Utf8 => [mark, document].concat().into_bytes(),
        Encoding::Mislabelled => [mark.as_bytes(), &latin1(document)].concat(),
        Encoding::Latin1 => latin1(document),
        Encoding::Utf16 => {
            let units = "\u{feff}".encode_utf16().chain(document.encode_utf16());
            units.flat_map(u16::to_le_bytes).collect()
        }
    }
}

/// Letters that it does not have become question marks.
fn latin1(text: &str) -> Vec<u8> {
    text.chars().map(|letter| u8::try_from(letter).unwrap_or(b'?')).collect()
}

const DOCTYPE: &str = "<!DOCTYPE response [\n <!ELEMENT response (result,result_description)>\n \
                       <!ELEMENT result (#PCDATA)>\n <!ELEMENT result_description (#PCDATA)>\n]>\n";
