//! `attain demo`: writes the example company.

use std::io::Write as _;
use std::path::PathBuf;

use attain_rules::both;
use clap::Args;

use crate::context::{Context, Exit, Screen};
use crate::failure::Failure;
use crate::folder::NewFolder;

/// Arguments of `attain demo`.
#[derive(Args, Debug)]
pub struct Arguments {
    /// New folder (default: demo)
    #[arg(value_name = "DIR", default_value = "demo", hide_default_value = true)]
    target: PathBuf,
}

macro_rules! files {
    ($($path:literal),+ $(,)?) => {
        &[$(($path, include_str!(concat!("../../../examples/demo/", $path)))),+]
    };
}

/// The example company, as it stands in `examples/demo`.
pub const FILES: &[(&str, &str)] = files![
    "README.md",
    "attain.yaml",
    "data/assignments.csv",
    "data/metrics.csv",
    "data/participants.csv",
    "data/quotas.csv",
    "data/splits.csv",
    "data/transactions.csv",
    "plans/account-executive.yaml",
    "plans/customer-success.yaml",
    "plans/sales-engineer.yaml",
    "tests/account-executive.yaml",
    "tests/customer-success.yaml",
];

/// Writes it and says what to try next.
///
/// # Errors
/// [`Failure`] when the folder is not empty or cannot be written.
pub fn run(arguments: &Arguments, context: &Context, screen: &mut Screen<'_>) -> Result<Exit, Failure> {
    let target = context.path(&arguments.target);
    let folder = NewFolder::begin(&target)?;
    for (path, text) in FILES {
        folder.create(path)?.write_all(text.as_bytes()).map_err(|error| Failure::Write(target.join(path), error))?;
    }
    folder.finish()?;
    if !context.quiet() {
        let path = target.display();
        let hint = both!(
            "`{path}` holds a company of 14 people with three plans and three quarters of sales. What to try next:

    cd {path}
    attain check            does everything hang together?
    attain run              what everybody gets, and what was left over
    attain explain E1007    why 王芳 gets what she gets
    attain test             the examples that HR wrote

then change a rate in plans/account-executive.yaml, run again, and see the money move.",
            "`{path}` 里是一家 14 人的公司：三个方案，三个季度的销售。接下来可以试试：

    cd {path}
    attain check            检查有没有问题
    attain run              每个人应得多少，以及剩下了什么
    attain explain E1007    王芳为什么得到这些钱
    attain test             人力资源写的示例

然后修改 plans/account-executive.yaml 里的一个比例，再算一遍，看看钱怎么变。"
        );
        writeln!(screen.out, "{}", hint.in_language(context.language()))?;
    }
    Ok(Exit::Fine)
}

#[cfg(test)]
mod tests {
    use super::FILES;
    use std::path::Path;

    fn paths(directory: &Path, root: &Path, out: &mut Vec<String>) {
        for entry in std::fs::read_dir(directory).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                paths(&path, root, out);
            } else {
                out.push(path.strip_prefix(root).expect("inside").to_str().expect("UTF-8").to_owned());
            }
        }
    }

    #[test]
    fn every_file_of_the_example_is_embedded() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/demo");
        let mut found = Vec::new();
        paths(&root, &root, &mut found);
        found.sort();
        assert_eq!(found, FILES.iter().map(|(path, _)| (*path).to_owned()).collect::<Vec<_>>());
    }
}
