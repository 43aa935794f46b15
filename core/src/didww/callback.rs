//! Callbacks: what the carrier tells of an order's end, and whether it was the carrier.

use telnum_macros::{operation, record};

use super::errors;
use super::url::Url;
use crate::checks::Checks;
use crate::error::{Error, Result};
use crate::sha1;
use crate::types::Secret;

/// Verifies a callback that has come in, by its signature. Nothing is sent.
///
/// The carrier calls an order's `callback_url` when the order is completed or canceled: perhaps more than once, perhaps
/// never. A callback that was recorded can be sent again by anyone, so it is a hint to read the order (`get_order`), and
/// its `status` is not to be relied on.
#[operation(
    Didww::verify_callback,
    LOCAL "",
    page = "Callbacks Details",
    answer = local(VerifyDidwwCallback::verified, DidwwCallback),
    validate = VerifyDidwwCallback::rules,
    raises(
        invalid_input = "the signature is not the carrier's, or the callback names no object",
        configuration = "the client has no `api_key`, and no `callback_secret` was given",
    ),
)]
pub struct VerifyDidwwCallback {
    /// The URL that was called, with its query: as the carrier was told it, where a proxy stands before you.
    pub url: String,
    /// The header `X-DIDWW-Signature`.
    pub signature: String,
    /// The body of a `POST`, as it came.
    pub body: Option<String>,
    /// The callback secret, which the user panel makes since version 2026-04-16. Beside it, and without it, the client's
    /// `api_key` counts.
    pub callback_secret: Option<Secret>,
}

/// A callback that the carrier has signed: a hint to read what it names. (DIDWW, *Callbacks Details*)
#[record]
pub struct DidwwCallback {
    /// The id of what it is about, such as an order.
    pub id: String,
    /// Its JSON:API type, such as `orders`.
    pub object_type: String,
    /// Where it stood then, as the carrier wrote it.
    pub status: Option<String>,
    /// Why it was rejected, as the carrier wrote it.
    pub reject_reason: Option<String>,
}

impl VerifyDidwwCallback {
    fn rules(&self, checks: &mut Checks) {
        if Url::of(&self.url).is_none() {
            let rule = "must be a URL that begins with http:// or https://";
            checks.fail(errors::invalid("url", rule));
        }
        if bytes_of(self.signature.trim()).is_none() {
            checks.fail(errors::invalid(
                "signature",
                "must be the 40 hexadecimal digits of the header",
            ));
        }
    }

    fn verified(&self, api_key: Option<&Secret>) -> Result<DidwwCallback> {
        let secrets = || self.callback_secret.iter().chain(api_key);
        if secrets().next().is_none() {
            return Err(Error::configuration(
                "A callback is verified by a key: the client has no `api_key`, and no `callback_secret` was given.",
            ));
        }
        let url = Url::of(&self.url);
        let given = self.body.as_deref().or_else(|| url.as_ref().and_then(|it| it.query));
        let parameters = parameters(given.unwrap_or_default());
        let text = url.map(|it| signed(&it, &parameters)).unwrap_or_default();
        let signature = bytes_of(self.signature.trim()).unwrap_or_default();
        if !secrets().any(|it| is_signed(it.reveal(), &text, &signature)) {
            let rule = "is not the carrier's: the callback is not to be trusted, or `url` is not the one that was called";
            return Err(errors::refused("signature", rule));
        }
        let named =
            |name: &str| parameters.iter().find(|(it, _)| it == name).map(|(_, it)| it.clone());
        match (named("id"), named("type")) {
            (Some(id), Some(object_type)) => Ok(DidwwCallback {
                id,
                object_type,
                status: named("status"),
                reject_reason: named("reject_reason").filter(|it| !it.is_empty()),
            }),
            _ => Err(errors::refused("body", "names no object: it has no `id` and `type`")),
        }
    }
}

/// What is signed: the URL, its port always written, and the parameters by name.
fn signed(url: &Url<'_>, parameters: &[Parameter]) -> String {
    let host = url.authority.rsplit_once('@').map_or(url.authority, |(_, it)| it);
    let after_address = host.rsplit_once(']').map_or(host, |(_, it)| it);
    let port = match after_address.contains(':') {
        true => "",
        false if url.scheme.eq_ignore_ascii_case("https") => ":443",
        false => ":80",
    };
    let mut text = format!("{}://{}{port}{}", url.scheme, url.authority, url.rest);
    // By name; there are few of them, and a sort is large.
    let mut left: Vec<&Parameter> = parameters.iter().collect();
    while let Some(first) = (0..left.len()).min_by_key(|it| left.get(*it).copied()) {
        let (name, value) = left.remove(first);
        text.extend([name.as_str(), value]);
    }
    text
}

type Parameter = (String, String);

/// The parameters of a query or a form.
fn parameters(text: &str) -> Vec<Parameter> {
    let pairs = text.split('&').filter(|it| !it.is_empty());
    pairs
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (decoded(name), decoded(value))
        })
        .collect()
}

fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((byte, after)) = rest.split_first() {
        let meant = after.first_chunk().filter(|_| *byte == b'%').and_then(byte_of);
        let used = if meant.is_some() { 2 } else { 0 };
        bytes.push(meant.unwrap_or(if *byte == b'+' { b' ' } else { *byte }));
        rest = after.get(used..).unwrap_or_default();
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Whether this key signed it, compared in constant time.
fn is_signed(key: &str, text: &str, signature: &[u8]) -> bool {
    let own = sha1::hmac(key.as_bytes(), text.as_bytes());
    // Each byte is looked at, whatever the others are.
    let differing = own.iter().zip(signature).fold(0, |seen, (one, other)| seen | (one ^ other));
    own.len() == signature.len() && std::hint::black_box(differing) == 0
}

/// The bytes of a signature that is written in hexadecimal digits.
fn bytes_of(signature: &str) -> Option<Vec<u8>> {
    let (pairs, rest) = signature.as_bytes().as_chunks();
    if pairs.len() != 20 || !rest.is_empty() {
        return None;
    }
    pairs.iter().map(byte_of).collect()
}

/// What two hexadecimal digits stand for.
fn byte_of([high, low]: &[u8; 2]) -> Option<u8> {
    let digit = |it: u8| char::from(it).to_digit(16).and_then(|it| u8::try_from(it).ok());
    Some(digit(*high)? << 4 | digit(*low)?)
}
