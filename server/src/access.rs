//! [`ENDPOINTS`]: who may ask what. The guard of each endpoint reads its row here, and so do the tests, cell by cell.

use crate::role::Role::{self, Admin, Auditor, CompAdmin, Manager, Payroll, Rep};

/// Who may ask an endpoint.
#[derive(Debug)]
pub struct Endpoint {
    /// `GET`, `PUT`, `POST` or `DELETE`.
    pub method: &'static str,
    /// Its address, with names for what varies.
    pub path: &'static str,
    /// The roles that may.
    pub roles: &'static [Role],
    /// What it does, in English, as the documentation has it.
    pub does: &'static str,
    /// The same in Chinese.
    pub does_zh: &'static str,
}

/// All endpoints behind the guard, and who may ask them.
pub static ENDPOINTS: [Endpoint; 38] = [
    Endpoint {
        method: "POST",
        path: "/v1/principals",
        roles: &[Admin],
        does: "lets somebody in",
        does_zh: "开通一个人",
    },
    Endpoint {
        method: "GET",
        path: "/v1/principals",
        roles: &[Admin, Auditor],
        does: "who was let in",
        does_zh: "开通了哪些人",
    },
    Endpoint {
        method: "POST",
        path: "/v1/principals/{id}/tokens",
        roles: &[Admin],
        does: r#"`{"days"}`: a new token, shown once; those that there are hold on"#,
        does_zh: r#"`{"days"}`：一个新令牌，只显示一次；已有的令牌照旧有效"#,
    },
    Endpoint {
        method: "GET",
        path: "/v1/principals/{id}/tokens",
        roles: &[Admin, Auditor],
        does: "the tokens that somebody has or had, without their secrets",
        does_zh: "一个人现有和曾有的令牌，不含密文",
    },
    Endpoint {
        method: "DELETE",
        path: "/v1/tokens/{token}",
        roles: &[Admin],
        does: "a token holds no longer; its id is the part between the two `_`",
        does_zh: "令牌失效；编号是两个 `_` 之间的部分",
    },
    Endpoint {
        method: "POST",
        path: "/v1/sessions",
        roles: &Role::ALL,
        does: "a session for a browser: a cookie that holds for 12 hours, in the place of the token",
        does_zh: "供浏览器使用的会话：代替令牌的 cookie，12 小时内有效",
    },
    Endpoint {
        method: "DELETE",
        path: "/v1/sessions",
        roles: &Role::ALL,
        does: "ends the session in which it is asked",
        does_zh: "结束当前会话",
    },
    Endpoint {
        method: "GET",
        path: "/v1/files",
        roles: &[CompAdmin, Payroll, Auditor],
        does: "all versions of all files",
        does_zh: "全部文件的全部版本",
    },
    Endpoint {
        method: "GET",
        path: "/v1/files/{*path}",
        roles: &[CompAdmin, Payroll, Auditor],
        does: "the bytes of a file, or of its `?version=N`",
        does_zh: "文件的字节，或其 `?version=N` 版本",
    },
    Endpoint {
        method: "PUT",
        path: "/v1/files/{*path}",
        roles: &[CompAdmin],
        does: "a new version; with `If-Match` only over what was seen",
        does_zh: "新版本；带 `If-Match` 时只覆盖看到过的版本",
    },
    Endpoint {
        method: "POST",
        path: "/v1/rows/{*path}",
        roles: &[CompAdmin],
        does: "adds rows to a data file, as CSV or NDJSON: all of them or none; those that stand there already are known",
        does_zh: "向数据文件添加行，CSV 或 NDJSON：全部添加或一行也不加；已有的行不会重复添加",
    },
    Endpoint {
        method: "POST",
        path: "/v1/publications",
        roles: &[CompAdmin, Payroll],
        does: r#"`{"path", "version"}` counts from now on"#,
        does_zh: r#"`{"path", "version"}` 从现在起生效"#,
    },
    Endpoint {
        method: "DELETE",
        path: "/v1/publications",
        roles: &[CompAdmin, Payroll],
        does: r#"`{"path", "version", "reason"}` counts no longer, nor does any version of the file until the next is published"#,
        does_zh: r#"`{"path", "version", "reason"}` 停用，该文件在发布下一版本之前没有任何版本生效"#,
    },
    Endpoint {
        method: "POST",
        path: "/v1/checks",
        roles: &[CompAdmin, Payroll],
        does: r#"`{"instead": [{"path", "version"}]}`: what is wrong, with these versions in place"#,
        does_zh: r#"`{"instead": [{"path", "version"}]}`：换上这些版本后有哪些问题"#,
    },
    Endpoint {
        method: "POST",
        path: "/v1/impacts",
        roles: &[CompAdmin, Payroll],
        does: r#"`{"path", "version"}`: what this version of a plan would have cost in the period that was closed last, or in `"period"`, and who gains and loses"#,
        does_zh: r#"`{"path", "version"}`：方案的这个版本在最近关闭的期间（或 `"period"`）会花费多少，谁多得、谁少得"#,
    },
    Endpoint {
        method: "GET",
        path: "/v1/periods",
        roles: &[CompAdmin, Payroll, Auditor],
        does: "the periods with which something was done",
        does_zh: "已有操作的期间",
    },
    Endpoint {
        method: "GET",
        path: "/v1/periods/{period}",
        roles: &[CompAdmin, Payroll, Auditor],
        does: "how far it has come",
        does_zh: "期间的状态",
    },
    Endpoint {
        method: "POST",
        path: "/v1/periods/{period}/runs",
        roles: &[CompAdmin, Payroll],
        does: "computes it",
        does_zh: "计算",
    },
    Endpoint {
        method: "GET",
        path: "/v1/periods/{period}/runs",
        roles: &[CompAdmin, Payroll, Auditor],
        does: "what was computed of it, latest first",
        does_zh: "该期间的运行，最新的在前",
    },
    Endpoint {
        method: "GET",
        path: "/v1/runs/{run}",
        roles: &[CompAdmin, Payroll, Auditor],
        does: "how far a run has come",
        does_zh: "运行的状态",
    },
    Endpoint {
        method: "GET",
        path: "/v1/runs/{run}/files/{name}",
        roles: &[CompAdmin, Payroll, Auditor],
        does: "a file of its result",
        does_zh: "结果中的一个文件",
    },
    Endpoint {
        method: "GET",
        path: "/v1/runs/{run}/differences/{other}",
        roles: &[CompAdmin, Payroll, Auditor],
        does: "the lines of a run that are others than those of run `other`",
        does_zh: "一次运行与运行 `other` 不同的行",
    },
    Endpoint {
        method: "POST",
        path: "/v1/periods/{period}/approval",
        roles: &[CompAdmin, Payroll],
        does: r#"`{"run"}` is what will be paid"#,
        does_zh: r#"将支付 `{"run"}` 的结果"#,
    },
    Endpoint {
        method: "DELETE",
        path: "/v1/periods/{period}/approval",
        roles: &[CompAdmin, Payroll],
        does: r#"`{"reason"}`: takes it back"#,
        does_zh: r#"`{"reason"}`：撤回批准"#,
    },
    Endpoint {
        method: "POST",
        path: "/v1/periods/{period}/seal",
        roles: &[Payroll],
        does: r#"`{"run"}`: closes it"#,
        does_zh: r#"`{"run"}`：关闭"#,
    },
    Endpoint {
        method: "GET",
        path: "/v1/periods/{period}/seal",
        roles: &[CompAdmin, Payroll, Auditor],
        does: "the seal",
        does_zh: "封存文件",
    },
    Endpoint {
        method: "POST",
        path: "/v1/periods/{period}/exports",
        roles: &[Payroll],
        does: r#"`{"mapping"}`, or `{}` without one: what a closed period pays, for payroll; the same export when asked again"#,
        does_zh: r#"`{"mapping"}`，不用映射时为 `{}`：已关闭期间应付的内容，供薪资系统用；再次请求得到同一份"#,
    },
    Endpoint {
        method: "GET",
        path: "/v1/periods/{period}/exports",
        roles: &[Payroll, Auditor],
        does: "the exports of a period, and whether payroll has taken one in",
        does_zh: "期间的导出，以及薪资系统是否已接收",
    },
    Endpoint {
        method: "GET",
        path: "/v1/periods/{period}/exports/{export}/files/{name}",
        roles: &[Payroll, Auditor],
        does: "a file of an export; `?bom=true`: behind a byte-order mark",
        does_zh: "导出的一个文件；`?bom=true`：以字节顺序标记开头",
    },
    Endpoint {
        method: "POST",
        path: "/v1/periods/{period}/exports/{export}/acknowledgement",
        roles: &[Payroll],
        does: r#"`{"rows", "totals"}`: payroll has read this, once"#,
        does_zh: r#"`{"rows", "totals"}`：薪资系统读到了这些，只有一次"#,
    },
    Endpoint {
        method: "GET",
        path: "/v1/periods/{period}/comparison",
        roles: &[CompAdmin, Payroll, Auditor],
        does: "what it comes to beside the period before, or `?with=PERIOD`",
        does_zh: "与上一期间（或 `?with=期间`）的对比",
    },
    Endpoint {
        method: "GET",
        path: "/v1/periods/{period}/team",
        roles: &[CompAdmin, Payroll, Manager, Auditor],
        does: "what everybody gets and how far they have come against their quotas",
        does_zh: "每个人的应付金额和目标完成情况",
    },
    Endpoint {
        method: "GET",
        path: "/v1/periods/{period}/statements/{participant}",
        roles: &[CompAdmin, Payroll, Manager, Rep, Auditor],
        does: "what somebody gets, and why: traces as of `attain explain --format json`, or the statement as text with `Accept: text/plain` and `?lang=en`",
        does_zh: "一个人得多少、为什么：与 `attain explain --format json` 相同的计算依据；带 `Accept: text/plain` 和 `?lang=zh-CN` 时为文本结算单",
    },
    Endpoint {
        method: "POST",
        path: "/v1/periods/{period}/previews/{participant}",
        roles: &[CompAdmin, Payroll, Manager, Rep],
        does: r#"`{"add", "change", "remove", "metrics", "quotas", "goal"}`: what somebody would get, as of `attain what-if --format json`; nothing is stored"#,
        does_zh: r#"`{"add", "change", "remove", "metrics", "quotas", "goal"}`：一个人会得多少，与 `attain what-if --format json` 相同；不保存任何内容"#,
    },
    Endpoint { method: "GET", path: "/v1/audit", roles: &[Auditor], does: "the log", does_zh: "审计日志" },
    Endpoint {
        method: "GET",
        path: "/v1/audit/verification",
        roles: &[Auditor],
        does: "is the log whole?",
        does_zh: "日志是否完整",
    },
    Endpoint {
        method: "GET",
        path: "/v1/audit/log",
        roles: &[Auditor],
        does: "the whole log, a record a line, for `attain audit verify`",
        does_zh: "整个日志，每行一条记录，供 `attain audit verify` 使用",
    },
    Endpoint {
        method: "GET",
        path: "/v1/audit/checkpoint",
        roles: &[Payroll, Auditor],
        does: "how far the log has come, signed: keep it elsewhere",
        does_zh: "日志写到了哪里，带签名：请另行保存",
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_documentation_says_of_every_endpoint_who_may() {
        for page in ["../docs/service.md", "../docs/zh/service.md"] {
            let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(page);
            let text = std::fs::read_to_string(path).expect("a page");
            let rows: Vec<&str> =
                text.lines().filter(|line| line.starts_with("| `") && line.contains(" /v1/")).collect();
            assert_eq!(rows.len(), ENDPOINTS.len(), "{page}");
            for endpoint in &ENDPOINTS {
                let name = format!("| `{} {}` |", endpoint.method, endpoint.path);
                let row = rows.iter().find(|row| row.starts_with(&name)).unwrap_or_else(|| panic!("{page}: {name}"));
                let cells: Vec<&str> = row.split('|').map(str::trim).skip(2).take(7).collect();
                let does = if page.contains("/zh/") { endpoint.does_zh } else { endpoint.does };
                assert_eq!(cells[0], does, "{page}: {name}");
                let said = cells[1..].iter().map(|cell| !cell.is_empty());
                let may = [Admin, CompAdmin, Payroll, Manager, Rep, Auditor];
                let may = may.iter().map(|role| endpoint.roles.contains(role));
                assert_eq!(said.collect::<Vec<_>>(), may.collect::<Vec<_>>(), "{page}: {name}");
            }
        }
    }
}
