//! `attain demo`: writes an example company.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use attain_rules::both;
use attain_rules::text::Language;
use clap::Args;

use crate::context::{Context, Exit, Screen};
use crate::example::Example;
use crate::folder::NewFolder;
use attain_office::failure::Failure;

/// Arguments of `attain demo`.
#[derive(Args, Debug)]
pub struct Arguments {
    /// New folder (default: the company's name)
    #[arg(value_name = "DIR")]
    target: Option<PathBuf>,
    /// Which company: demo (the default), software, insurance, livestream
    #[arg(
        long,
        value_name = "NAME",
        value_enum,
        default_value_t,
        hide_default_value = true,
        hide_possible_values = true
    )]
    company: Example,
}

/// Writes it and says what to try next.
///
/// # Errors
/// [`Failure`] when the folder is not empty or cannot be written.
pub fn run(arguments: &Arguments, context: &Context, screen: &mut Screen<'_>) -> Result<Exit, Failure> {
    let example = arguments.company;
    let target = context.path(arguments.target.as_deref().unwrap_or_else(|| Path::new(example.name())));
    let folder = NewFolder::begin(&target)?;
    for (path, text) in example.files() {
        folder.create(path)?.write_all(text.as_bytes()).map_err(|error| Failure::Write(target.join(path), error))?;
    }
    folder.finish()?;
    if !context.quiet() {
        context.take_language(&[example.language()]);
        let language = context.language();
        let ((who, why), plan, path) = (example.somebody(), example.plan(), target.display());
        let about = example.about();
        // The commands speak the company's first language unless they are told otherwise.
        let zh_lang = if example.language() == Language::Chinese { "" } else { " --lang zh-CN" };
        let hint = both!(
            "`{path}` holds {about}. What to try next:

    cd {path}
    attain check            does everything hang together?
    attain run              what everybody gets, and what was left over
    attain explain {who:<8} {why}
    attain test             the examples that HR wrote

then change a rate in {plan}, run again, and see the money move.",
            "`{path}` 里是{about}。接下来可以试试：

    cd {path}
    attain check{zh_lang}            检查有没有问题
    attain run{zh_lang}              每个人应得多少，以及剩下了什么
    attain explain{zh_lang} {who:<8} {why}
    attain test{zh_lang}             人力资源写的示例

然后修改 {plan} 里的一个比例，再算一遍，看看钱怎么变。"; about, why
        );
        writeln!(screen.out, "{}", hint.in_language(language))?;
    }
    Ok(Exit::Fine)
}
