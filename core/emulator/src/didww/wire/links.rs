//! Links to other pages: the request's own query, sorted and percent-encoded.

use crate::didww::query::Page;
use crate::didww::switches::Links;
use crate::sorting;
use crate::target::Target;

/// The member `links` of a list.
pub(super) fn write(path: &str, target: &Target, page: Page, total: usize, how: Links) -> String {
    let last = total.div_ceil(page.size as usize).max(1);
    let number = page.number as usize;
    let pages = [
        ("first", Some(1)),
        ("prev", number.checked_sub(1).filter(|number| *number > 0)),
        ("next", Some(number.saturating_add(1)).filter(|next| *next <= last)),
        ("last", Some(last)),
    ];
    let link = |(name, number): (&str, Option<usize>)| {
        let url = url(path, target, number?, page.size, how);
        Some(format!("\"{name}\":\"{url}\""))
    };
    let links: Vec<String> = pages.into_iter().filter_map(link).collect();
    format!("{{{}}}", links.join(","))
}

fn url(path: &str, target: &Target, number: usize, size: u32, how: Links) -> String {
    let kept = target.pairs().filter(|(name, _)| !name.starts_with("page["));
    let mut pairs: Vec<String> =
        kept.map(|(name, value)| format!("{}={}", encoded(name), encoded(value))).collect();
    pairs.push(format!("page%5Bnumber%5D={number}"));
    pairs.push(format!("page%5Bsize%5D={size}"));
    sorting::by(&mut pairs, Ord::cmp);
    let mark = if how == Links::Broken { '&' } else { '?' };
    format!("{path}{mark}{}", pairs.join("&"))
}

fn encoded(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' => {
                out.push(char::from(byte));
            }
            b' ' => out.push('+'),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}
