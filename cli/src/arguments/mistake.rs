//! What is wrong with a command line, in Chinese, for the parser speaks English alone.

use clap::Error;
use clap::error::{ContextKind, ContextValue, ErrorKind};

/// One line that says what `error` is about.
pub fn in_chinese(error: &Error) -> String {
    let of = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join(" "),
        _ => String::new(),
    };
    let argument = of(ContextKind::InvalidArg);
    let what = match error.kind() {
        ErrorKind::InvalidSubcommand => format!("没有 `{}` 这个命令", of(ContextKind::InvalidSubcommand)),
        ErrorKind::UnknownArgument => format!("不认识参数 `{argument}`"),
        ErrorKind::MissingRequiredArgument => format!("缺少 {argument}"),
        ErrorKind::InvalidValue if of(ContextKind::InvalidValue).is_empty() => format!("`{argument}` 后面缺少值"),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            format!("`{}` 不能用作 `{argument}`", of(ContextKind::InvalidValue))
        }
        ErrorKind::ArgumentConflict => format!("`{argument}` 不能这样重复或同时使用"),
        _ => "命令行写法有误".to_owned(),
    };
    let meant = [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::ValidValue].map(of);
    let hint =
        meant.iter().find(|text| !text.is_empty()).map(|text| format!("；可用的是 `{text}`")).unwrap_or_default();
    format!("错误：{what}{hint}；`attain help` 列出命令，加上 `--help` 查看用法")
}

/// What is said of a language that there is not, whatever language its reader speaks.
pub fn of_language(error: &Error) -> Option<String> {
    let of = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => Some(text.as_str()),
        _ => None,
    };
    let word = of(ContextKind::InvalidValue).filter(|word| !word.is_empty())?;
    of(ContextKind::InvalidArg).filter(|argument| argument.starts_with("--lang"))?;
    Some(format!(
        "error: there is no language `{word}`; write `--lang en` or `--lang zh-CN` · 错误：没有语言 `{word}`；请写 `--lang en` 或 `--lang zh-CN`"
    ))
}

#[cfg(test)]
mod tests {
    use attain_rules::text::Language;

    fn said(words: &[&str]) -> String {
        let command = crate::arguments::clap(Language::Chinese);
        let words = std::iter::once("attain").chain(words.iter().copied());
        command.try_get_matches_from(words).err().map(|error| super::in_chinese(&error)).unwrap_or_default()
    }

    #[test]
    fn every_usual_mistake_is_named() {
        for (words, what) in [
            (&["chek"][..], "没有 `chek` 这个命令；可用的是 `check`"),
            (&["run", "--perod", "2026"], "不认识参数 `--perod`；可用的是 `--period`"),
            (&["explain"], "缺少 <WHO>"),
            (&["run", "--period"], "`--period <PERIOD>` 后面缺少值"),
            (&["run", "--format", "xml"], "`xml` 不能用作 `--format <FORMAT>`；可用的是 `text json`"),
        ] {
            assert!(said(words).starts_with(&format!("错误：{what}")), "{words:?}: {}", said(words));
        }
    }

    #[test]
    fn an_unknown_language_is_told_in_both() {
        let told = |language: Language, words: [&str; 4]| {
            let error = crate::arguments::clap(language).try_get_matches_from(words).err()?;
            super::of_language(&error)
        };
        for language in [Language::English, Language::Chinese] {
            let both = told(language, ["attain", "run", "--lang", "de"]).unwrap_or_default();
            assert!(both.starts_with("error: there is no language `de`; write `--lang en` or `--lang zh-CN` · 错误："));
            assert_eq!(told(language, ["attain", "run", "--format", "xml"]), None);
        }
    }
}
