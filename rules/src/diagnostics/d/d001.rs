//! `D001`: a file is not there.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// `path` does not exist; it is named at `place`. The file `near` may be meant.
#[must_use]
pub fn missing_file(place: Span, path: &str, near: Option<&str>) -> Diagnostic {
    let found = Diagnostic::error(
        "D001",
        both!("there is no file `{path}`", "没有文件 `{path}`"),
        place,
        both!("this file is missing", "缺少这个文件"),
    );
    found.with_help(match near {
        Some(near) => both!("did you mean `{near}`?", "是不是 `{near}`？"),
        None => both!(
            "put the file there, or write its path as seen from the company's folder",
            "请把文件放到该位置，或改写路径（相对于公司文件夹）"
        ),
    })
}

/// There is no company's file `path` in the folder; `place` is the start of an empty one.
#[must_use]
pub fn no_company(place: Span, path: &str) -> Diagnostic {
    Diagnostic::error(
        "D001",
        both!("this folder is no company: it has no `{path}`", "这个文件夹不是公司文件夹：没有 `{path}`"),
        place,
        both!("this file is missing", "缺少这个文件"),
    )
    .with_help(both!(
        "name the company's folder with `-C DIR`, or let `attain demo` write one to start from",
        "请用 `-C 文件夹` 指定公司文件夹，或用 `attain demo` 生成一个示例"
    ))
}

/// There are no plans in `folder`; `place` is in the company's file.
#[must_use]
pub fn no_plans(place: Span, folder: &str) -> Diagnostic {
    Diagnostic::error(
        "D001",
        both!("there is no plan: no file `{folder}/*.yaml`", "没有方案：没有文件 `{folder}/*.yaml`"),
        place,
        both!("of this company", "这个公司的"),
    )
    .with_help(both!("write one plan a file into `{folder}/`", "请在 `{folder}/` 中每个方案写一个文件"))
}

/// What it means.
pub const EXPLANATION: Explanation = Explanation {
    code: "D001",
    title: ["a file is missing", "缺少文件"],
    what: [
        "`attain.yaml` names a file that is not there. Paths start at the company's folder; big and small letters differ.",
        "`attain.yaml` 写到的文件不存在。路径从公司文件夹算起，区分大小写。",
    ],
    example: "data: { participants: data/people.csv }",
    mend: ["Put the file where the path says, or correct the path.", "把文件放到路径所说的位置，或改正路径。"],
};
