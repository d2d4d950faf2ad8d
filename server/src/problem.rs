//! [`Problem`]: why a request was refused, as RFC 9457 has it, with a code, what to do, and the findings where there are any.

use attain_rules::both;
use attain_rules::text::Text;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Map, Value, json};

use crate::body::MOST_BODY_BYTES;
use crate::store::StoreError;

/// The content type of problems.
pub const KIND: &str = "application/problem+json";

/// Why a request was refused.
#[derive(Clone, Debug)]
pub struct Problem(Box<Told>);

/// What is told of it.
#[derive(Clone, Debug)]
struct Told {
    status: StatusCode,
    code: &'static str,
    detail: Text,
    more: Map<String, Value>,
}

impl Problem {
    fn new(status: StatusCode, code: &'static str, detail: Text) -> Self {
        Self(Box::new(Told { status, code, detail, more: Map::new() }))
    }

    /// There is no token, or it does not hold.
    pub fn unknown_caller() -> Self {
        let detail = both!(
            "send a token that holds: `Authorization: Bearer attain_...`",
            "请带上有效的令牌：`Authorization: Bearer attain_...`"
        );
        Self::new(StatusCode::UNAUTHORIZED, "unknown_caller", detail)
    }

    /// The caller's role does not do this.
    pub fn not_allowed() -> Self {
        let detail = both!("your role does not do this", "您的角色不能这样做");
        Self::new(StatusCode::FORBIDDEN, "not_allowed", detail)
    }

    /// Whoever made something may not approve it.
    pub fn own_work(what: &Text) -> Self {
        let detail = both!(
            "{what} is approved by somebody else than who made it",
            "{what}须由制作者以外的人批准"; what
        );
        Self::new(StatusCode::FORBIDDEN, "own_work", detail)
    }

    /// There is no such thing, or it is not the caller's.
    pub fn not_found() -> Self {
        Self::new(StatusCode::NOT_FOUND, "not_found", both!("there is no such thing here", "这里没有这样的内容"))
    }

    /// The path is there, and does not answer this method.
    pub fn wrong_method() -> Self {
        let detail = both!("this address does not answer this method", "此地址不接受这种方法");
        Self::new(StatusCode::METHOD_NOT_ALLOWED, "wrong_method", detail)
    }

    /// The request is not written as it should be.
    pub fn malformed(detail: Text) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "malformed", detail)
    }

    /// The request asks for what cannot be done as things stand.
    pub fn conflict(code: &'static str, detail: Text) -> Self {
        Self::new(StatusCode::CONFLICT, code, detail)
    }

    /// A refusal of which no more is known than its status.
    pub fn of(status: StatusCode) -> Self {
        match status {
            StatusCode::NOT_FOUND => Self::not_found(),
            StatusCode::METHOD_NOT_ALLOWED => Self::wrong_method(),
            StatusCode::PAYLOAD_TOO_LARGE => Self::too_large(MOST_BODY_BYTES),
            _ => {
                let detail =
                    both!("the address, its options or the body are not as they should be", "地址、选项或请求体不正确");
                Self::new(status, "malformed", detail)
            }
        }
    }

    /// What somebody is about to change is no longer what they saw.
    pub fn changed_meanwhile() -> Self {
        let detail =
            both!("somebody has changed it since you read it: read it again", "您读取之后它已被他人修改：请重新读取");
        Self::new(StatusCode::PRECONDITION_FAILED, "changed_meanwhile", detail)
    }

    /// The body is larger than it may be.
    pub fn too_large(most: usize) -> Self {
        let detail = both!("the body has more than {most} bytes", "请求体超过 {most} 字节");
        Self::new(StatusCode::PAYLOAD_TOO_LARGE, "too_large", detail)
    }

    /// The key was used for another request.
    pub fn key_used() -> Self {
        let detail = both!(
            "this Idempotency-Key was used for another request: take a new one",
            "此 Idempotency-Key 已用于其他请求：请换一个"
        );
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, "key_used", detail)
    }

    /// Nothing was computed, or nothing taken, for these reasons.
    pub fn refused(detail: Text, findings: Value) -> Self {
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, "refused", detail).with("findings", findings)
    }

    /// The service cannot answer at the moment.
    pub fn unavailable() -> Self {
        let detail = both!(
            "the service cannot answer at the moment: try again with the same Idempotency-Key",
            "服务暂时无法应答：请用同一 Idempotency-Key 重试"
        );
        Self::new(StatusCode::SERVICE_UNAVAILABLE, "unavailable", detail)
    }

    /// With one more member.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: Value) -> Self {
        self.0.more.insert(name.to_owned(), value);
        self
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        if matches!(error, StoreError::Taken) {
            let detail = both!("somebody else was first: read it again", "已有他人在先：请重新读取");
            return Self::conflict("taken", detail);
        }
        tracing::error!(%error, "the database refused");
        Self::unavailable()
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let Told { status, code, detail, more } = *self.0;
        let mut body = json!({
            "type": format!("/problems/{code}"),
            "title": status.canonical_reason().unwrap_or_default(),
            "status": status.as_u16(),
            "code": code,
            "detail": detail.en,
            "detail_zh": detail.zh,
        });
        if let Value::Object(body) = &mut body {
            body.extend(more);
        }
        let kind = HeaderValue::from_static(KIND);
        let mut response = (status, [(header::CONTENT_TYPE, kind)], body.to_string()).into_response();
        if status == StatusCode::UNAUTHORIZED {
            response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        response
    }
}
