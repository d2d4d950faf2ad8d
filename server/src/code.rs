//! [`Code`]: what a refusal is, for programs, and what there is to do about it, for people.

use attain_rules::both;
use attain_rules::text::Text;

/// Why a request was refused. The words stay the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Code {
    /// `acknowledged`.
    Acknowledged,
    /// `busy`.
    Busy,
    /// `changed_meanwhile`.
    ChangedMeanwhile,
    /// `computed_otherwise`.
    ComputedOtherwise,
    /// `differs`.
    Differs,
    /// `foreign_page`.
    ForeignPage,
    /// `key_used`.
    KeyUsed,
    /// `malformed`.
    Malformed,
    /// `needs_token`.
    NeedsToken,
    /// `no_company`.
    NoCompany,
    /// `no_mapping`.
    NoMapping,
    /// `not_allowed`.
    NotAllowed,
    /// `not_approved`.
    NotApproved,
    /// `not_calculated`.
    NotCalculated,
    /// `not_closed`.
    NotClosed,
    /// `not_found`.
    NotFound,
    /// `not_next`.
    NotNext,
    /// `not_published`.
    NotPublished,
    /// `other_currency`.
    OtherCurrency,
    /// `own_work`.
    OwnWork,
    /// `principal_exists`.
    PrincipalExists,
    /// `published`.
    Published,
    /// `refused`.
    Refused,
    /// `superseded`.
    Superseded,
    /// `taken`.
    Taken,
    /// `too_large`.
    TooLarge,
    /// `too_many`.
    TooMany,
    /// `unavailable`.
    Unavailable,
    /// `unknown_caller`.
    UnknownCaller,
    /// `waits`.
    Waits,
    /// `wrong_method`.
    WrongMethod,
}

impl Code {
    /// All of them, in the order of their words.
    pub const ALL: [Self; 31] = [
        Self::Acknowledged,
        Self::Busy,
        Self::ChangedMeanwhile,
        Self::ComputedOtherwise,
        Self::Differs,
        Self::ForeignPage,
        Self::KeyUsed,
        Self::Malformed,
        Self::NeedsToken,
        Self::NoCompany,
        Self::NoMapping,
        Self::NotAllowed,
        Self::NotApproved,
        Self::NotCalculated,
        Self::NotClosed,
        Self::NotFound,
        Self::NotNext,
        Self::NotPublished,
        Self::OtherCurrency,
        Self::OwnWork,
        Self::PrincipalExists,
        Self::Published,
        Self::Refused,
        Self::Superseded,
        Self::Taken,
        Self::TooLarge,
        Self::TooMany,
        Self::Unavailable,
        Self::UnknownCaller,
        Self::Waits,
        Self::WrongMethod,
    ];

    /// Its word in answers and addresses.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Acknowledged => "acknowledged",
            Self::Busy => "busy",
            Self::ChangedMeanwhile => "changed_meanwhile",
            Self::ComputedOtherwise => "computed_otherwise",
            Self::Differs => "differs",
            Self::ForeignPage => "foreign_page",
            Self::KeyUsed => "key_used",
            Self::Malformed => "malformed",
            Self::NeedsToken => "needs_token",
            Self::NoCompany => "no_company",
            Self::NoMapping => "no_mapping",
            Self::NotAllowed => "not_allowed",
            Self::NotApproved => "not_approved",
            Self::NotCalculated => "not_calculated",
            Self::NotClosed => "not_closed",
            Self::NotFound => "not_found",
            Self::NotNext => "not_next",
            Self::NotPublished => "not_published",
            Self::OtherCurrency => "other_currency",
            Self::OwnWork => "own_work",
            Self::PrincipalExists => "principal_exists",
            Self::Published => "published",
            Self::Refused => "refused",
            Self::Superseded => "superseded",
            Self::Taken => "taken",
            Self::TooLarge => "too_large",
            Self::TooMany => "too_many",
            Self::Unavailable => "unavailable",
            Self::UnknownCaller => "unknown_caller",
            Self::Waits => "waits",
            Self::WrongMethod => "wrong_method",
        }
    }

    /// The status of an answer with it.
    #[must_use]
    pub const fn status(self) -> u16 {
        match self {
            Self::Malformed => 400,
            Self::UnknownCaller => 401,
            Self::ForeignPage | Self::NeedsToken | Self::NotAllowed | Self::OwnWork => 403,
            Self::NotFound => 404,
            Self::WrongMethod => 405,
            Self::Acknowledged
            | Self::ComputedOtherwise
            | Self::Differs
            | Self::NotApproved
            | Self::NotCalculated
            | Self::NotClosed
            | Self::NotNext
            | Self::NotPublished
            | Self::OtherCurrency
            | Self::PrincipalExists
            | Self::Published
            | Self::Superseded
            | Self::Taken
            | Self::Waits => 409,
            Self::ChangedMeanwhile => 412,
            Self::TooLarge => 413,
            Self::KeyUsed | Self::NoCompany | Self::NoMapping | Self::Refused => 422,
            Self::Busy | Self::TooMany => 429,
            Self::Unavailable => 503,
        }
    }

    /// What it means, and what there is to do.
    #[must_use]
    pub fn explanation(self) -> Text {
        match self {
            Self::Acknowledged => both!(
                "payroll has taken an export of the period in, which happens once: nothing about it changes any more",
                "薪资系统已接收该期间的导出，只能一次：此后不再变化"
            ),
            Self::Busy => both!(
                "two requests are being computed and half a minute went by: ask later, or give the machine less to do",
                "正在计算两个请求，已等待半分钟：请稍后再试，或减轻机器的负担"
            ),
            Self::ChangedMeanwhile => both!(
                "what you are about to change is no longer what you saw: read it again, look at what is new, and send the change again",
                "您要改动的内容已不是您看到的：请重新读取，看看有何变化，再次发送"
            ),
            Self::ComputedOtherwise => both!(
                "the run was computed by another version of Attain, and this one does not give the same: take the approval back, compute again and approve that",
                "该运行由另一版本的 Attain 计算，现在的版本结果不同：请撤回批准、重新计算并批准"
            ),
            Self::Differs => both!(
                "the rows or totals that payroll read are not those of the export: `differs` says where; import the same files again, and acknowledge what was read then",
                "薪资系统读到的行数或合计与导出不符，`differs` 写明何处：请重新导入同样的文件，再确认读到的内容"
            ),
            Self::ForeignPage => both!(
                "a page of another address asks in a browser that has a session here: use the pages of this service, or send a token",
                "其他地址的页面在有会话的浏览器中发出请求：请使用本服务的页面，或带上令牌"
            ),
            Self::KeyUsed => both!(
                "this `Idempotency-Key` was sent with another request before: take a new key for a new request, and the old one only to send the very same again",
                "此 `Idempotency-Key` 曾用于另一个请求：新请求请用新的键，旧键只用于重发完全相同的请求"
            ),
            Self::Malformed => both!(
                "the address, its options, its headers or the body are not written as the description at `/openapi.json` has them; `pointer` says where in the body",
                "地址、选项、标头或请求体的写法与 `/openapi.json` 的描述不符；`pointer` 指明请求体中的位置"
            ),
            Self::NeedsToken => both!(
                "a session cannot do this: send a token in `Authorization`",
                "会话不能这样做：请在 `Authorization` 中带上令牌"
            ),
            Self::NoCompany => both!(
                "no `attain.yaml` counts yet: send it, and have somebody else publish it",
                "还没有生效的 `attain.yaml`：请上传并由他人发布"
            ),
            Self::NoMapping => both!(
                "no layout of this name counts: send `payroll/NAME.yaml`, and have somebody else publish it",
                "没有生效的同名版式：请上传 `payroll/名称.yaml` 并由他人发布"
            ),
            Self::NotAllowed => both!(
                "your role does not do this: docs/service.md says which roles do",
                "您的角色不能这样做：哪些角色可以，见 docs/zh/service.md"
            ),
            Self::NotApproved => both!(
                "the period is not approved with this run: have somebody approve it first",
                "该期间尚未以此运行获得批准：请先由他人批准"
            ),
            Self::NotCalculated => both!(
                "only the newest finished run of a period that is still open is approved: compute it, and approve that run",
                "只能批准仍开放的期间最新完成的运行：请先计算，再批准该运行"
            ),
            Self::NotClosed => both!(
                "the period is not closed, and what may still change is not paid: close it first",
                "该期间尚未关闭，还可能变化的不能支付：请先关闭"
            ),
            Self::NotFound => {
                both!("there is nothing at this address, or it is not yours to see", "此地址没有内容，或您无权查看")
            }
            Self::NotNext => both!(
                "periods are closed one after the other, without a gap: `detail` names the one that comes next",
                "期间须依次关闭，不能跳过：`detail` 写明下一个"
            ),
            Self::NotPublished => both!(
                "the version does not count, so that it cannot be retired: `GET /v1/files` says which one does",
                "该版本并未生效，因此无法停用：`GET /v1/files` 写明哪个版本生效"
            ),
            Self::OtherCurrency => both!(
                "the two periods are in different currencies: compare periods of one currency",
                "两个期间的货币不同：请比较同一货币的期间"
            ),
            Self::OwnWork => both!(
                "somebody else than who made it has to do this; a company of one starts the service with `--alone`",
                "须由制作者以外的人来做；一人公司可用 `--alone` 启动服务"
            ),
            Self::PrincipalExists => both!(
                "somebody of this id was let in before: choose another id, or give that one a new token",
                "此编号已开通：请换一个编号，或给该编号新令牌"
            ),
            Self::Published => both!("this version counts already: there is nothing to do", "此版本已经生效：无需再做"),
            Self::Refused => both!(
                "what the company's files say, or what was sent, does not allow it: `detail` says why; `findings`, where there are any, are those of `attain check`, each with its place and how to mend it",
                "公司的文件或所发送的内容不允许：原因见 `detail`；如有 `findings`，与 `attain check` 相同，各有位置和改法"
            ),
            Self::Superseded => both!(
                "a later version of the file was published already: publish a newer one instead",
                "该文件已发布更新的版本：请改为发布更新的版本"
            ),
            Self::Taken => both!(
                "somebody else was first: read it again, and see whether there is still something to do",
                "已有他人在先：请重新读取，看看是否还需要做"
            ),
            Self::TooLarge => both!(
                "the body has more bytes than are read: `detail` says how many",
                "请求体超过可读取的字节数：`detail` 写明上限"
            ),
            Self::TooMany => both!(
                "you ask more often than `--rate` allows: wait a second, and send the same again under the same `Idempotency-Key`",
                "请求比 `--rate` 允许的更频繁：请等待一秒，用同一 `Idempotency-Key` 重发"
            ),
            Self::Unavailable => both!(
                "the service cannot answer at the moment: send the same again under the same `Idempotency-Key`. Whoever runs it finds why in its log, under the `x-request-id` of the answer",
                "服务暂时无法应答：请用同一 `Idempotency-Key` 重发。运行服务的人可按应答的 `x-request-id` 在日志中找到原因"
            ),
            Self::UnknownCaller => both!(
                "there is no token, or it does not hold any more: send one that does, `Authorization: Bearer attain_...`",
                "没有令牌，或令牌已失效：请带上有效的令牌，`Authorization: Bearer attain_...`"
            ),
            Self::Waits => both!(
                "a version of the file that somebody else brought waits until it is published, and rows behind it would be published with it: have it published first, or send the whole file",
                "文件的一个由他人上传的版本正在等待发布，接在其后的行会一并发布：请先发布，或整份上传文件"
            ),
            Self::WrongMethod => both!(
                "the address is there and does not answer this method: `/openapi.json` says which ones it does",
                "地址存在，但不接受这种方法：可用的方法见 `/openapi.json`"
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_stand_in_order_and_in_the_documentation() {
        assert!(Code::ALL.is_sorted_by_key(|code| code.word()));
        let page = |name: &str| {
            let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs").join(name);
            std::fs::read_to_string(path).expect("a page")
        };
        let rows = |page: &str| {
            // Behind the names of the columns.
            let rows = page.lines().filter(|line| line.starts_with("| `")).skip(1);
            rows.map(str::to_owned).collect::<Vec<_>>()
        };
        let row = |code: &Code, told: String| format!("| `{}` | {} | {told} |", code.word(), code.status());
        let english: Vec<_> = Code::ALL.iter().map(|code| row(code, code.explanation().en)).collect();
        let chinese: Vec<_> = Code::ALL.iter().map(|code| row(code, code.explanation().zh)).collect();
        assert_eq!(rows(&page("problems.md")), english);
        assert_eq!(rows(&page("zh/problems.md")), chinese);
    }
}
