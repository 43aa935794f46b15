//! Pages: `page` and `page_size`.

use crate::idt_express::Ask;
use crate::idt_express::error::{Code, ErrorObject, Failure};
use crate::idt_express::switches::{PagePastEnd, PageSizeOver, Switches};
use crate::idt_express::wire::MetaJson;

/// Which rows are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Page {
    page: u32,
    page_size: u32,
}

impl Page {
    /// Reads the two parameters: the first page and 100 rows, unless told.
    pub(super) fn of(ask: Ask<'_>) -> Result<Self, Failure> {
        let mut errors = Vec::new();
        let page = count(ask, "page", &mut errors).unwrap_or(1);
        let mut page_size = count(ask, "page_size", &mut errors).unwrap_or(MOST);
        if page_size > MOST {
            match ask.switches.page_size_over {
                PageSizeOver::Clamp => page_size = MOST,
                PageSizeOver::Error => {
                    let detail = format!("Page size must be less than or equal to {MOST}");
                    errors.push(ErrorObject::new(Code::InvalidField, detail).field("page_size"));
                }
            }
        }
        if errors.is_empty() {
            Ok(Self { page, page_size })
        } else {
            Err(Failure::from_errors(422, errors))
        }
    }

    /// What this page is in a list of so many rows.
    pub(super) fn within(self, rows: usize, switches: &Switches) -> Result<Self, Failure> {
        let last = u32::try_from(rows.div_ceil(self.page_size as usize)).unwrap_or(u32::MAX).max(1);
        match switches.page_past_end {
            _ if self.page <= last => Ok(self),
            PagePastEnd::Empty => Ok(self),
            PagePastEnd::Last => Ok(Self { page: last, ..self }),
            PagePastEnd::Error => {
                let detail = format!("Page must be less than or equal to {last}");
                Err(Failure::parameter(422, Code::InvalidField, "page", detail))
            }
        }
    }

    /// The places of this page's rows, counted from 0.
    pub(super) fn range(self) -> std::ops::Range<usize> {
        let size = self.page_size as usize;
        let start = (self.page as usize - 1).saturating_mul(size);
        start..start.saturating_add(size)
    }

    /// The rows of this page; none past the end.
    pub(super) fn of_rows<T>(self, rows: impl Iterator<Item = T>) -> impl Iterator<Item = T> {
        rows.skip(self.range().start).take(self.page_size as usize)
    }

    /// The `meta` of this page.
    pub(super) fn meta(self, total: usize, switches: &Switches) -> MetaJson {
        let (page, page_size) = (Some(self.page), Some(self.page_size));
        MetaJson { page, page_size, total: Some(total) }.emptied(switches)
    }
}

fn count(ask: Ask<'_>, name: &str, errors: &mut Vec<ErrorObject>) -> Option<u32> {
    let text = ask.target.query(name)?;
    let plain = text.bytes().all(|byte| byte.is_ascii_digit());
    let count = text.parse().ok().filter(|count| plain && *count > 0);
    if count.is_none() {
        let label = if name == "page" { "Page" } else { "Page size" };
        let wrong = ErrorObject::new(Code::InvalidField, format!("{label} must be greater than 0"));
        errors.push(wrong.field(name));
    }
    count
}

const MOST: u32 = 100;
