//! The carrier's XML: a document type is passed over, and no entity is ever expanded.

use super::xml::{Piece, Reader};

/// What a whole, well-formed answer holds.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Document {
    /// The text of each `<result>`, without surrounding white space.
    pub(super) results: Vec<String>,
    /// All text in `<result_description>` that is neither a quantity nor a number.
    pub(super) description: String,
    /// The text of `<quantity>`, where there is some.
    pub(super) quantity: Option<String>,
    /// The text of each `<number>` that has some.
    pub(super) numbers: Vec<String>,
}

/// Where in the document the reader is.
#[derive(Clone, Copy, PartialEq)]
enum Place {
    Response,
    Result,
    Description,
    Quantity,
    Numbers,
    Number,
    /// Some element in the description, whose text belongs to it.
    Words,
    /// What nothing is known of.
    Elsewhere,
}

impl Document {
    /// Reads a document. Where it is broken: why, and the numbers that came before.
    pub(super) fn read(text: &str) -> Result<Self, (String, Vec<String>)> {
        let mut document = Self::default();
        match document.fill(text) {
            Ok(()) => Ok(document),
            Err(why) => {
                document.trim();
                Err((why, document.numbers))
            }
        }
    }

    fn fill(&mut self, text: &str) -> Result<(), String> {
        let mut reader = Reader::new(text);
        let mut path: Vec<Place> = Vec::new();
        let mut has_ended = false;
        let broken = |at| format!("it is broken XML at byte {at}");
        while let Some(piece) = reader.next().map_err(broken)? {
            match piece {
                Piece::Start(name) => {
                    if has_ended {
                        return Err("it has more than one root".to_owned());
                    }
                    if path.len() == DEEPEST {
                        return Err(format!("its elements are nested deeper than {DEEPEST}"));
                    }
                    path.push(self.enter(path.last().copied(), name)?);
                }
                Piece::End => {
                    path.pop();
                    has_ended = path.is_empty();
                }
                Piece::Text(text) => self.add(path.last().copied(), &text)?,
                Piece::Reference(reference) => {
                    self.add(path.last().copied(), &resolved(reference))?;
                }
                Piece::Other => {}
            }
        }
        if !has_ended {
            let is_empty = text.trim().is_empty();
            let why = if is_empty { "it is empty" } else { "it ends before its root does" };
            return Err(why.to_owned());
        }
        self.trim();
        Ok(())
    }

    /// Enters an element; only where the page shows it does its name mean something.
    fn enter(&mut self, parent: Option<Place>, name: &str) -> Result<Place, String> {
        Ok(match (parent, name) {
            (None, "response") => Place::Response,
            (None, _) => {
                // A name may be of any length.
                let name: String = name.chars().take(40).collect();
                return Err(format!("its root is `{name}`"));
            }
            (Some(Place::Response), "result") => {
                self.results.push(String::new());
                Place::Result
            }
            (Some(Place::Response), "result_description") => Place::Description,
            (Some(Place::Description), "quantity") => Place::Quantity,
            (Some(Place::Description), "numbers") => Place::Numbers,
            (Some(Place::Description | Place::Numbers), "number") => {
                self.numbers.push(String::new());
                Place::Number
            }
            (Some(Place::Description | Place::Words), _) => {
                self.description.push(' ');
                Place::Words
            }
            (Some(Place::Result), _) => {
                // Not the exact word, whatever follows.
                self.add(parent, "<...>")?;
                Place::Elsewhere
            }
            _ => Place::Elsewhere,
        })
    }

    fn add(&mut self, place: Option<Place>, text: &str) -> Result<(), String> {
        match place {
            None if text.trim().is_empty() => {}
            None => return Err("there is text outside its root".to_owned()),
            Some(Place::Result) => {
                if let Some(result) = self.results.last_mut() {
                    result.push_str(text);
                }
            }
            Some(Place::Description | Place::Words) => self.description.push_str(text),
            Some(Place::Quantity) => {
                self.quantity.get_or_insert_default().push_str(text);
            }
            Some(Place::Number) => {
                if let Some(number) = self.numbers.last_mut() {
                    number.push_str(text);
                }
            }
            Some(Place::Response | Place::Numbers | Place::Elsewhere) => {}
        }
        Ok(())
    }

    fn trim(&mut self) {
        let trim = |text: &mut String| *text = text.trim().to_owned();
        self.results.iter_mut().for_each(trim);
        self.numbers.iter_mut().for_each(trim);
        self.numbers.retain(|it| !it.is_empty());
        self.quantity.iter_mut().for_each(trim);
        self.quantity = self.quantity.take().filter(|it| !it.is_empty());
    }
}

/// A character, or one of the five that XML itself defines. Any other entity stays as it is written.
fn resolved(reference: &str) -> String {
    if let Some(character) = reference.strip_prefix('#').and_then(numbered) {
        return character.to_string();
    }
    match reference {
        "lt" => "<".to_owned(),
        "gt" => ">".to_owned(),
        "amp" => "&".to_owned(),
        "apos" => "'".to_owned(),
        "quot" => "\"".to_owned(),
        other => format!("&{other};"),
    }
}

/// The character of this number, in decimal or, behind an `x`, in hexadecimal.
fn numbered(number: &str) -> Option<char> {
    let (digits, radix) = number.strip_prefix('x').map_or((number, 10), |it| (it, 16));
    let code = u32::from_str_radix(digits, radix).ok().filter(|it| *it != 0)?;
    // A plus is no digit.
    char::from_u32(code).filter(|_| !digits.starts_with('+'))
}

/// The page's answers are four deep.
const DEEPEST: usize = 32;
