//! Sessions: how browsers come in. A session is a token that holds for hours and lies in a cookie which no script can read.

use axum::http::{HeaderMap, HeaderValue, Method, header};

use crate::problem::Problem;
use crate::secret::Token;

/// The cookie. Browsers take one of such a name for this host alone, over HTTPS or on the machine itself.
pub const COOKIE: &str = "__Host-attain";
/// How long a session holds.
pub const HOURS: i64 = 12;

/// The cookie that begins a session.
///
/// # Errors
/// [`Problem::unavailable`] for a token that cannot stand in a header, which is none.
pub fn begun(token: &Token) -> Result<HeaderValue, Problem> {
    let seconds = HOURS.saturating_mul(3600);
    cookie(&format!("{COOKIE}={}; Max-Age={seconds}", token.text()))
}

/// The cookie that ends it.
///
/// # Errors
/// As [`begun`].
pub fn ended() -> Result<HeaderValue, Problem> {
    cookie(&format!("{COOKIE}=; Max-Age=0"))
}

fn cookie(text: &str) -> Result<HeaderValue, Problem> {
    let text = format!("{text}; Path=/; Secure; HttpOnly; SameSite=Strict");
    HeaderValue::from_str(&text).map_err(|_| Problem::unavailable())
}

/// The token in the cookie, if there is one.
#[must_use]
pub fn token(headers: &HeaderMap) -> Option<Token> {
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|cookies| cookies.to_str().ok());
    let mut pairs = cookies.flat_map(|cookies| cookies.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(name, _)| *name == COOKIE).and_then(|(_, value)| Token::read(value))
}

/// Sees that a page of this service asks: a browser sends the cookie, whatever page it shows, and says which one it is.
///
/// # Errors
/// [`Problem::foreign_page`].
pub fn check_origin(method: &Method, headers: &HeaderMap) -> Result<(), Problem> {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let is_ours = match (text("sec-fetch-site"), text("origin"), text("host")) {
        (Some(site), ..) => site == "same-origin",
        (None, Some(origin), Some(host)) => origin.split_once("://").is_some_and(|(_, place)| place == host),
        _ => false,
    };
    if method.is_safe() || is_ours { Ok(()) } else { Err(Problem::foreign_page()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        let pair = |(name, value): &(&'static str, &'static str)| {
            (header::HeaderName::from_static(name), HeaderValue::from_static(value))
        };
        pairs.iter().map(pair).collect()
    }

    #[test]
    fn the_cookie_is_found_among_others() {
        let found = |text| token(&headers(&[("cookie", text)])).map(|token| token.text());
        assert_eq!(found("a=1; __Host-attain=attain_id_secret; b=2").as_deref(), Some("attain_id_secret"));
        for none in ["", "__Host-attain=", "x__Host-attain=attain_id_secret", "attain=attain_id_secret"] {
            assert_eq!(found(none), None, "{none}");
        }
    }

    #[test]
    fn other_pages_change_nothing() {
        let asked = |method: Method, pairs: &[(&'static str, &'static str)]| check_origin(&method, &headers(pairs));
        for ours in
            [&[("sec-fetch-site", "same-origin")][..], &[("origin", "https://pay.example"), ("host", "pay.example")]]
        {
            assert!(asked(Method::POST, ours).is_ok(), "{ours:?}");
        }
        for foreign in [
            &[][..],
            &[("sec-fetch-site", "same-site")],
            &[("sec-fetch-site", "cross-site"), ("origin", "https://pay.example"), ("host", "pay.example")],
            &[("origin", "https://evil.example"), ("host", "pay.example")],
            &[("origin", "null"), ("host", "pay.example")],
        ] {
            assert!(asked(Method::POST, foreign).is_err(), "{foreign:?}");
            assert!(asked(Method::DELETE, foreign).is_err(), "{foreign:?}");
            assert!(asked(Method::GET, foreign).is_ok(), "{foreign:?}");
        }
    }
}
