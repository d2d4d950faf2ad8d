//! [`Problem`]: why a request was refused, as RFC 9457 has it, with a code, what to do, and the findings where there are any.

use attain_office::failure::Failure;
use attain_rules::both;
use attain_rules::text::Text;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde_json::{Value, json};
use utoipa::ToSchema;

use crate::body::MOST_BODY_BYTES;
use crate::code::Code;
use crate::store::StoreError;
use crate::work::{self, Undone};

/// The content type of problems.
pub const KIND: &str = "application/problem+json";

/// What a refusal carries with which rows of the company are quoted.
#[derive(Clone, Copy, Debug)]
pub struct Findings;

/// Why a request was refused.
#[derive(Clone, Debug)]
pub struct Problem(Box<Told>);

/// What is told of it.
#[derive(Clone, Debug)]
struct Told {
    status: StatusCode,
    code: Code,
    detail: Text,
    pointer: Option<String>,
    findings: Value,
    differs: Value,
}

/// A refusal, as RFC 9457 has it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Problem)]
pub struct Body<'a> {
    /// `/problems/CODE`: the address of a page about it.
    r#type: String,
    /// The name of the status.
    title: &'a str,
    /// The status of the answer.
    status: u16,
    /// What it is, for programs: this stays the same.
    code: &'a str,
    /// What to do, in English.
    detail: &'a str,
    /// What to do, in Chinese.
    detail_zh: &'a str,
    /// Where in the body it is, as RFC 6901 points, where it is there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pointer: Option<&'a str>,
    /// What was found in the company's files, where it is that: as of `attain check --format json`.
    #[serde(skip_serializing_if = "Value::is_null")]
    findings: &'a Value,
    /// Where what payroll read is not what was exported: `rows` and `totals`, each `exported` and `read`.
    #[serde(skip_serializing_if = "Value::is_null")]
    differs: &'a Value,
}

impl Problem {
    fn new(code: Code, detail: Text) -> Self {
        let status = StatusCode::from_u16(code.status()).unwrap_or(StatusCode::BAD_REQUEST);
        Self(Box::new(Told { status, code, detail, pointer: None, findings: Value::Null, differs: Value::Null }))
    }

    /// There is no token, or it does not hold.
    pub fn unknown_caller() -> Self {
        let detail = both!(
            "send a token that holds: `Authorization: Bearer attain_...`",
            "请带上有效的令牌：`Authorization: Bearer attain_...`"
        );
        Self::new(Code::UnknownCaller, detail)
    }

    /// The caller's role does not do this.
    pub fn not_allowed() -> Self {
        let detail = both!("your role does not do this", "您的角色不能这样做");
        Self::new(Code::NotAllowed, detail)
    }

    /// A page of somebody else asks, in a browser that has a session here.
    pub fn foreign_page() -> Self {
        let detail = both!(
            "in a session only pages of this service change anything: use them, or send a token",
            "会话中只有本服务的页面可以做改动：请使用这些页面，或带上令牌"
        );
        Self::new(Code::ForeignPage, detail)
    }

    /// A session does not do: a token has to be sent.
    pub fn needs_token() -> Self {
        let detail = both!("send a token: a session begins no other", "请带上令牌：会话中不能再建立会话");
        Self::new(Code::NeedsToken, detail)
    }

    /// Whoever made something may not approve it.
    pub fn own_work(what: &Text) -> Self {
        let detail = both!(
            "{what} is approved by somebody else than who made it",
            "{what}须由制作者以外的人批准"; what
        );
        Self::new(Code::OwnWork, detail)
    }

    /// There is no such thing, or it is not the caller's.
    pub fn not_found() -> Self {
        Self::new(Code::NotFound, both!("there is no such thing here", "这里没有这样的内容"))
    }

    /// The path is there, and does not answer this method.
    pub fn wrong_method() -> Self {
        let detail = both!("this address does not answer this method", "此地址不接受这种方法");
        Self::new(Code::WrongMethod, detail)
    }

    /// The request is not written as it should be.
    pub fn malformed(detail: Text) -> Self {
        Self::new(Code::Malformed, detail)
    }

    /// With where in the body it is, as RFC 6901 points.
    #[must_use]
    pub fn at(mut self, pointer: String) -> Self {
        self.0.pointer = Some(pointer);
        self
    }

    /// The request asks for what cannot be done as things stand.
    pub fn conflict(code: Code, detail: Text) -> Self {
        Self::new(code, detail)
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
                let mut problem = Self::malformed(detail);
                problem.0.status = status;
                problem
            }
        }
    }

    /// What somebody is about to change is no longer what they saw.
    pub fn changed_meanwhile() -> Self {
        let detail =
            both!("somebody has changed it since you read it: read it again", "您读取之后它已被他人修改：请重新读取");
        Self::new(Code::ChangedMeanwhile, detail)
    }

    /// The body is larger than it may be.
    pub fn too_large(most: usize) -> Self {
        let detail = both!("the body has more than {most} bytes", "请求体超过 {most} 字节");
        Self::new(Code::TooLarge, detail)
    }

    /// The key was used for another request.
    pub fn key_used() -> Self {
        let detail = both!(
            "this Idempotency-Key was used for another request: take a new one",
            "此 Idempotency-Key 已用于其他请求：请换一个"
        );
        Self::new(Code::KeyUsed, detail)
    }

    /// Nothing was computed, or nothing taken, for these reasons.
    pub fn refused(detail: Text, findings: Value) -> Self {
        let mut problem = Self::new(Code::Refused, detail);
        problem.0.findings = findings;
        problem
    }

    /// With where something differs from what it should be.
    #[must_use]
    pub fn differing(mut self, differs: Value) -> Self {
        self.0.differs = differs;
        self
    }

    /// The service cannot answer at the moment.
    pub fn unavailable() -> Self {
        let detail = both!(
            "the service cannot answer at the moment: try again with the same Idempotency-Key",
            "服务暂时无法应答：请用同一 Idempotency-Key 重试"
        );
        Self::new(Code::Unavailable, detail)
    }

    /// A file that a run left cannot be read again, which is nobody's fault who asks.
    pub fn of_a_run(error: impl std::fmt::Debug) -> Self {
        tracing::error!(?error, "a file of a run cannot be read");
        Self::unavailable()
    }

    /// There is no company yet.
    pub fn no_company() -> Self {
        let detail = both!(
            "there is no `attain.yaml` yet: send it and have it published first",
            "还没有 `attain.yaml`：请先上传并发布"
        );
        Self::new(Code::NoCompany, detail)
    }

    /// No mapping of this name is published.
    pub fn no_mapping(name: &str) -> Self {
        let detail = both!(
            "no `payroll/{name}.yaml` is published: send it and have somebody else publish it",
            "没有已发布的 `payroll/{name}.yaml`：请上传并由他人发布"
        );
        Self::new(Code::NoMapping, detail)
    }

    /// What is told of it; to whoever `is_narrow`, and sees no more than their own or their line's, nothing but that it did not go:
    /// findings quote rows of others.
    pub fn told_to(self, is_narrow: bool) -> Self {
        if !is_narrow || self.0.status == StatusCode::TOO_MANY_REQUESTS {
            return self;
        }
        if self.0.code == Code::Refused {
            return Self::refused(
                both!(
                    "nothing can be computed at the moment, since the company's data have errors: whoever keeps them sees which",
                    "公司的数据目前有错误，暂时无法计算：维护数据的人可以看到是哪些"
                ),
                Value::Null,
            );
        }
        tracing::error!(code = self.0.code.word(), "what was asked for could not be computed");
        Self::unavailable()
    }

    /// Too much is asked at once.
    pub fn busy() -> Self {
        let detail =
            both!("too much is being computed at the moment: try again later", "正在进行的计算过多：请稍后再试");
        Self::new(Code::Busy, detail)
    }

    /// The caller asks more often than anybody may.
    pub fn too_many() -> Self {
        let detail = both!(
            "you ask too often: wait a second and try again with the same Idempotency-Key",
            "请求过于频繁：请等待一秒，再用同一 Idempotency-Key 重试"
        );
        Self::new(Code::TooMany, detail)
    }

    /// A result was computed by another engine than the one that is here.
    pub fn computed_otherwise(run: i64, engine: &str) -> Self {
        let detail = both!(
            "run {run} was computed by engine {engine}, and this one does not give the same, line by line: take the approval back, compute again and approve that",
            "运行 {run} 由引擎 {engine} 计算，现在的引擎不能逐行给出同样的结果：请撤回批准、重新计算并批准"
        );
        Self::new(Code::ComputedOtherwise, detail)
    }

    /// As it is stored.
    pub fn bytes(&self) -> Vec<u8> {
        let Told { status, code, detail, pointer, findings, differs } = &*self.0;
        let code = code.word();
        let body = Body {
            r#type: format!("/problems/{code}"),
            title: status.canonical_reason().unwrap_or_default(),
            status: status.as_u16(),
            code,
            detail: &detail.en,
            detail_zh: &detail.zh,
            pointer: pointer.as_deref(),
            findings,
            differs,
        };
        json!(body).to_string().into_bytes()
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        if matches!(error, StoreError::Taken) {
            let detail = both!("somebody else was first: read it again", "已有他人在先：请重新读取");
            return Self::new(Code::Taken, detail);
        }
        tracing::error!(%error, "the database refused");
        Self::unavailable()
    }
}

impl From<Undone> for Problem {
    fn from(undone: Undone) -> Self {
        match undone {
            Undone::Failure(failure) if matches!(*failure, Failure::NoCompany(_)) => Self::no_company(),
            Undone::Failure(failure) => {
                let (detail, findings) = work::told(&failure);
                Self::refused(detail, findings)
            }
            Undone::Adjustments(path) => Self::refused(
                both!(
                    "pay by hand stands in `{path}`: call the file `data/adjustments.csv`, so that somebody else publishes it",
                    "手工付款写在 `{path}` 里：请把文件命名为 `data/adjustments.csv`，以便由他人发布"
                ),
                Value::Null,
            ),
            Undone::Store(error) => error.into(),
            Undone::Spool(error) => {
                tracing::error!(%error, "a folder could not be laid out");
                Self::unavailable()
            }
            Undone::Broke(error) => {
                tracing::error!(%error, "a computation broke off");
                Self::unavailable()
            }
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let (status, body) = (self.0.status, self.bytes());
        let kind = HeaderValue::from_static(KIND);
        let mut response = (status, [(header::CONTENT_TYPE, kind)], body).into_response();
        if !self.0.findings.is_null() {
            response.extensions_mut().insert(Findings);
        }
        if status == StatusCode::TOO_MANY_REQUESTS {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("1"));
        }
        if status == StatusCode::UNAUTHORIZED {
            response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        response
    }
}
