//! The help of the command line in Chinese. A test holds it to the command line: nothing is left in English.

use clap::Command;

/// What a command does, by its name.
const COMMANDS: &[(&str, &str)] = &[
    ("demo", "写出一家示例公司，供您试用"),
    ("check", "在计算任何金额之前，找出所有问题"),
    ("run", "计算每个人应得多少，以及剩下了什么"),
    ("explain", "显示一个人的结算单，每个数字都有来历"),
    ("what-if", "显示改变交易、外部指标或目标之后的结算单"),
    ("standings", "显示竞赛在任意一天的排名"),
    ("freeze", "记下竞赛的规则，使其不会被悄悄修改"),
    ("test", "运行 tests/ 里的示例"),
    ("verify", "不用方案和引擎，把计算依据重新加总"),
    ("diff", "逐行比较两个结果，或比较修改后的方案会支付多少"),
    ("close", "封存一个期间应付的金额，此后不再改变"),
    ("payroll", "生成支付已关闭期间的文件"),
    ("curve", "把一个组成部分的支付曲线画成 SVG，并附表格"),
    ("serve", "以数据库和审计日志为基础，通过 HTTP 提供服务"),
    ("audit", "核验服务的审计日志是否完整"),
    ("audit verify", "核验一份日志是否完整，并且是检查点所记的那一份"),
    ("help", "解释一个代码（如 N002）或一个命令"),
];

/// What an argument means, by its name.
const ARGUMENTS: &[(&str, &str)] = &[
    ("directory", "公司文件夹（attain.yaml 所在处）"),
    ("language", "语言：en 或 zh-CN（默认依次为 ATTAIN_LANG、公司的第一种语言）"),
    ("quiet", "只输出结果"),
    ("format", "text 供人阅读，json 供程序读取"),
    ("target", "新文件夹（默认为公司的名称）"),
    ("company", "哪一家公司：demo（默认）、software、insurance、livestream"),
    ("what", "代码、命令，或 codes（列出全部代码）"),
    ("period", "期间：2026-03、2026-Q1、2026-H1、2026 或 2026-01..2026-06（默认：attain.yaml 里的 period）"),
    ("closing", "要关闭的期间：2026-03、2026-Q1、2026-H1 或 2026；须紧接最后关闭的期间"),
    ("closed", "已关闭的期间：2026-03、2026-Q1、2026-H1 或 2026"),
    ("mapping", "同时按 payroll/名称.yaml 生成薪资系统的文件"),
    ("payroll_out", "把文件写入这个新文件夹"),
    ("bom", "让 payroll.csv 以字节顺序标记开头，供电子表格识别"),
    ("dry_run", "显示将封存什么、还有什么未支付，不写入任何内容"),
    ("out", "把 lines.csv、measures.csv、result.json 和 report.json 写入这个新文件夹"),
    ("who", "人员的编号或姓名"),
    ("with_others", "与 `--format json` 同用：也列出奖金池和竞赛中的其他人及其数字；不宜交给本人"),
    ("component", "组成部分的名称"),
    ("plan", "方案名称"),
    ("on", "如同竞赛在这一天结束（默认：attain.yaml 里 period 的最后一天）"),
    ("detail", "显示全部细节"),
    ("file", "`attain explain --format json` 写出的文件"),
    ("only", "只运行名称含有此文字的测试"),
    ("svg", "要写出的 SVG 文件（默认 方案-组成部分.svg）"),
    ("before", "一个结果：`attain run --format json` 的文件，或 `attain run --out` 的文件夹"),
    ("after", "与之比较的另一个结果"),
    ("instead", "用这个方案文件替换同名方案，计算后比较"),
    ("picture", "把每个人之前与之后的应付金额画入这个 SVG 文件"),
    ("added", "新增一笔交易：`id=X1,owner=E1007,amount=400000,booked_on=2026-09-30`"),
    ("added_files", "新增一个 CSV 文件里的交易"),
    ("changed", "修改一笔交易的单元格：`T12:amount=500000`"),
    ("removed", "移除一笔交易"),
    ("source", "这些交易的来源（多个来源有同一编号时）"),
    ("metrics", "改变外部指标：`csat=95%`，或 `csat@2026-09=95%`"),
    ("quotas", "改变目标：`bookings=6000000`，或 `bookings@2026=24000000`"),
    ("goal", "求一笔交易的某一列最小为多少才能达到这个应付金额，或 `next-tier`（下一档）"),
    ("by", "要求解的列：新增的那笔交易的列，或某笔交易的列 `T12:amount`"),
    ("config", "写有这些选项的文件，用 TOML：`listen = \"127.0.0.1:9000\"`；命令行所写的优先"),
    ("rate", "每个使用者每秒最多的请求数，默认 50；停顿之后一次最多两倍"),
    (
        "database",
        "数据库文件，默认 `attain.db`，没有时新建；或 PostgreSQL 服务器，写作 `postgres://用户:密码@主机/数据库`",
    ),
    ("key", "为审计日志签名的密钥文件，与新数据库一起新建；默认在数据库旁边，使用服务器时为 `attain-key`"),
    ("new_key", "新密钥的文件，没有时新建：审计日志改由它签名，下次启动起用它代替 `--key` 的密钥"),
    ("log", "日志，即服务在 `/v1/audit/log` 给出的内容"),
    ("checkpoint", "另行保存的检查点；可以给出多个"),
    ("public_key", "为日志签名的密钥，即另行记下的那一个"),
    ("spool", "计算所用的文件夹；默认在数据库旁边，使用服务器时为 `attain-spool`"),
    ("listen", "监听的地址，默认 `127.0.0.1:8080`；他人可达之处须置于 HTTPS 代理之后"),
    ("demo", "新数据库以一家示例公司开始：demo、software、insurance、livestream"),
    ("new_token", "给某人一个新令牌，供没有其他办法进入的人使用"),
    ("alone", "允许批准自己的工作，适用于一人公司；审计日志会写明"),
    ("help", "显示帮助"),
    ("version", "显示版本"),
];

const TEMPLATE: &str = "{about}\n\n用法：{usage}\n\n{all-args}{after-help}";

/// Puts Chinese in the place of English throughout.
pub fn translate(command: Command) -> Command {
    let command = command
        .about("用读起来像信一样的方案计算激励薪酬，并解释每一个数字。")
        .after_help("退出码：0 一切正常，1 发现了问题，2 无法运行。\n第一步：attain demo && cd demo && attain run");
    let mut command = each("", words(command), &|name, sub| {
        let about = COMMANDS.iter().find(|(known, _)| *known == name).map(|(_, about)| *about);
        words(match about {
            Some(about) => sub.about(about),
            None => sub,
        })
    });
    // Only a built command knows its whole name and which options it has from above.
    command.build();
    usage(each("", command, &|_, sub| usage(sub)))
}

/// The usage line without the word that clap has for options.
fn usage(mut command: Command) -> Command {
    let line = command.render_usage().to_string();
    let line = line.trim_start_matches("Usage:").trim().replace("[OPTIONS]", "[选项]");
    command.override_usage(line)
}

/// Changes each command below `command`, which has the whole name `above`, such as `audit verify`.
fn each(above: &str, mut command: Command, change: &dyn Fn(&str, Command) -> Command) -> Command {
    let names: Vec<String> = command.get_subcommands().map(|sub| sub.get_name().to_owned()).collect();
    for name in names {
        let whole = format!("{above} {name}").trim_start().to_owned();
        command = command.mut_subcommand(name, |sub| each(&whole, change(&whole, sub), change));
    }
    command
}

/// The words of one command's arguments. Help and version are named here so that they can be in Chinese.
fn words(command: Command) -> Command {
    let top = command.get_name() == "attain";
    let command = command.disable_help_flag(true).disable_version_flag(true).help_template(TEMPLATE);
    let command = command.subcommand_help_heading("命令").subcommand_value_name("命令");
    let command = command.arg(clap::Arg::new("help").short('h').long("help").action(clap::ArgAction::Help));
    let command = if top {
        command.arg(clap::Arg::new("version").short('V').long("version").action(clap::ArgAction::Version))
    } else {
        command
    };
    command.mut_args(|argument| {
        let heading = if argument.is_positional() { "参数" } else { "选项" };
        let help = ARGUMENTS.iter().find(|(name, _)| argument.get_id() == *name).map(|(_, help)| *help);
        let argument = argument.help_heading(heading);
        let argument = if argument.get_action().takes_values() {
            argument.hide_possible_values(true).hide_default_value(true)
        } else {
            argument
        };
        match help {
            Some(help) => argument.help(help),
            None => argument,
        }
    })
}

#[cfg(test)]
mod tests {
    use attain_rules::text::Language;

    fn chinese(text: &str) -> bool {
        text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c))
    }

    #[test]
    fn nothing_is_left_in_english() {
        let mut command = crate::arguments::clap(Language::Chinese);
        command.build();
        let below = command.get_subcommands().flat_map(clap::Command::get_subcommands);
        for sub in std::iter::once(&command).chain(command.get_subcommands()).chain(below) {
            let usage = sub.clone().render_usage().to_string();
            assert!(!usage.contains("[OPTIONS]") && usage.contains("attain"), "{usage}");
            assert!(sub.get_about().is_some_and(|about| chinese(&about.to_string())), "{}", sub.get_name());
            for argument in sub.get_arguments() {
                let help = argument.get_help().map(ToString::to_string).unwrap_or_default();
                assert!(chinese(&help), "{} of {}", argument.get_id(), sub.get_name());
            }
        }
    }
}
