//! The query: what a reader may ask, in the order in which the carrier checks it.

mod coverage;
mod fields;
mod filter;
mod include;
mod page;
mod sort;
mod tables;

use super::Ask;
use super::error::{ErrorObject, Failure};
use super::kind::Kind;
use super::version::Version;
use super::world::World;
pub(crate) use coverage::finds_few;
pub(crate) use fields::Fields;
pub(crate) use filter::Filters;
pub(crate) use include::{Include, Node};
pub(crate) use page::Page;
pub(crate) use sort::Sort;

/// All that a request asks for.
#[derive(Clone, Debug, Default)]
pub(crate) struct Asked {
    pub(crate) fields: Fields,
    pub(crate) include: Include,
    pub(crate) filters: Filters,
    pub(crate) sort: Sort,
    pub(crate) page: Page,
}

/// Where a query is read: for which type, in which version, over which account.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reading<'a> {
    pub(crate) ask: Ask<'a>,
    pub(crate) kind: Kind,
    pub(crate) version: Version,
    pub(crate) world: World<'a>,
}

impl Reading<'_> {
    /// Reads the query of a list. A wrong field ends it at once; a wrong include, filter, sort or
    /// page are told together, only after a wrong sort nobody looks at the page.
    pub(crate) fn list(self) -> Result<Asked, Failure> {
        let mut errors = Vec::new();
        let fields = self.fields()?;
        let include = Include::read(self, &mut errors);
        let filters = Filters::read(self, &mut errors);
        let sort = Sort::read(self).map_err(|wrong| {
            errors.push(wrong);
            Failure::parameters(std::mem::take(&mut errors))
        })?;
        let page = Page::read(self, &mut errors);
        refused(errors)?;
        Ok(Asked { fields, include, filters, sort, page })
    }

    /// Reads the query of one object.
    pub(crate) fn show(self) -> Result<Asked, Failure> {
        let mut errors = Vec::new();
        let fields = self.fields()?;
        let include = Include::read(self, &mut errors);
        refused(errors)?;
        Ok(Asked { fields, include, ..Asked::default() })
    }

    fn fields(self) -> Result<Fields, Failure> {
        let mut errors = Vec::new();
        let fields = Fields::read(self, &mut errors);
        refused(errors).map(|()| fields)
    }

    /// The last value of a parameter, which is the one that counts.
    fn parameter(&self, name: &str) -> Option<&str> {
        let all = self.ask.target.pairs().filter(|(key, _)| *key == name);
        all.last().map(|(_, value)| value)
    }

    /// The values of `family[…]` by what stands between the brackets.
    fn family<'b>(&'b self, family: &'static str) -> impl Iterator<Item = (&'b str, &'b str)> {
        self.ask.target.pairs().filter_map(move |(name, value)| {
            let inner = name.strip_prefix(family)?.strip_prefix('[')?.strip_suffix(']')?;
            Some((inner, value))
        })
    }
}

fn refused(errors: Vec<ErrorObject>) -> Result<(), Failure> {
    if errors.is_empty() { Ok(()) } else { Err(Failure::parameters(errors)) }
}

/// Takes a list apart at its commas; a part in double quotes may hold them.
fn list(text: &str) -> Vec<String> {
    let (mut parts, mut part, mut quoted) = (Vec::new(), String::new(), false);
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' if quoted && letters.peek() == Some(&'"') => {
                letters.next();
                part.push('"');
            }
            '"' if quoted || part.is_empty() => quoted = !quoted,
            ',' if !quoted => parts.push(std::mem::take(&mut part)),
            _ => part.push(letter),
        }
    }
    parts.push(part);
    parts
}

#[cfg(test)]
mod tests {
    use super::list;

    #[test]
    fn lists_are_comma_separated_and_quoted_at_need() {
        assert_eq!(list("a,b"), ["a", "b"]);
        assert_eq!(list(""), [""]);
        assert_eq!(list("\"a,b\",c"), ["a,b", "c"]);
        assert_eq!(list("\"say \"\"hi\"\"\""), ["say \"hi\""]);
        assert_eq!(list("2\" pipe"), ["2\" pipe"]);
    }
}
