//! The headers that a caller adds.

use crate::channel::{CarrierSetup, CredentialsGo};
use crate::config::{Settings, shown_name};
use crate::error::{Error, Result};
use crate::transport::HeaderText;

/// The headers that a caller adds to each request, unless one is illegal, or telnum's own.
pub(crate) fn own_headers(
    settings: &Settings,
    setup: &CarrierSetup<'_>,
) -> Result<Vec<(String, HeaderText)>> {
    let mut headers = Vec::new();
    for (name, value) in &settings.headers {
        let reserved = |header: &str| name.eq_ignore_ascii_case(header);
        let problem = if !is_a_token(name) {
            "is not a legal header name"
        } else if !fits_a_header(value) {
            "has a value that a header cannot carry: visible ASCII only, no line breaks"
        } else if OURS.iter().copied().any(reserved)
            || (setup.credentials_go == CredentialsGo::InHeaders
                && setup.credentials.iter().any(|(header, ..)| reserved(header)))
            || setup.headers.iter().any(|(header, _)| reserved(header))
            || (setup.tokens.is_some() && reserved("authorization"))
        {
            "is set by telnum itself"
        } else {
            // Such as a relay's token: its own header is as secret as the carrier's.
            headers.push((name.to_ascii_lowercase(), HeaderText::Secret(value.as_str().into())));
            continue;
        };
        let name = shown_name(name);
        return Err(Error::configuration(format!("The header `{name}` {problem}.")));
    }
    if settings.app_name.as_deref().is_some_and(|it| !fits_a_header(it)) {
        return Err(Error::configuration(
            "`app_name` holds characters that a header cannot carry.",
        ));
    }
    Ok(headers)
}

/// A legal header name (RFC 9110, 5.6.2).
fn is_a_token(name: &str) -> bool {
    let legal = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    !name.is_empty() && name.bytes().all(legal)
}

/// Visible ASCII and spaces: beyond that, HTTP clients disagree on what goes on the wire.
pub(crate) fn fits_a_header(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b' '..=b'~' | b'\t'))
}

/// Headers that frame a request; another value would break or smuggle one.
const OURS: &[&str] = &[
    "accept",
    "host",
    "content-length",
    "content-type",
    "transfer-encoding",
    "connection",
    "accept-encoding",
    "expect",
    "te",
    "upgrade",
];
