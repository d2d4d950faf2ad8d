//! Files that lay out what payroll systems read.

use super::{COMPANY, PLAN, check, swap};

/// A mapping without faults.
const MAPPING: &str = "\
payroll: { en: Payroll system, zh: 工资系统 }
columns:
  - { header: Company, text: \"1000\" }
  - { header: Employee, from: participant }
  - { header: Code, from: pay_code }
  - { header: Amount, from: amount }
  - { header: From, from: earned_from }
pay_codes:
  components: { ae/sales: \"1001\", sales: 1002 }
  kinds: { adjustment: 1900 }
  default: 1000
amounts: { decimal: \",\", digits: 2, minus: brackets }
days: D.M.YYYY
delimiter: tab
encoding: gb18030
sum: yes
";

/// The mapping with a part replaced, beside the company and its plan.
fn mapping(from: &str, to: &str) -> Vec<String> {
    vec![COMPANY.to_owned(), PLAN.to_owned(), swap(MAPPING, from, to)]
}

/// A mapping of pay codes alone that says of them what is in `codes`.
fn codes(codes: &str) -> Vec<String> {
    let head = "payroll: x\ncolumns: [{ header: a, from: participant }, { header: b, from: amount }, { header: c, from: pay_code }]\n";
    vec![COMPANY.to_owned(), PLAN.to_owned(), format!("{head}{codes}")]
}

#[test]
fn a_mapping_without_faults_gives_no_finding() {
    for files in [
        vec![COMPANY.to_owned(), PLAN.to_owned(), MAPPING.to_owned()],
        codes("pay_codes: { kinds: { earning: 1 } }\n"),
        codes("pay_codes: { default: 1 }\n"),
        mapping("sum: yes", "sum: no").into_iter().map(|file| file.replace("from: pay_code", "from: id")).collect(),
    ] {
        let (_, found, _) = check(&files);
        assert!(found.is_empty(), "{found:?}");
    }
}

/// Who gives no codes to components is warned once, with all of them; where no column asks for codes, nobody is.
#[test]
fn a_plan_gives_codes_as_well() {
    let own = swap(PLAN, "    pays_on: bookings\n", "    pays_on: bookings\n    pay_code: 7\n");
    let (_, found, _) = check(&[COMPANY.to_owned(), own, codes("").remove(2)]);
    assert!(found.is_empty(), "{found:?}");
    let without = codes("").remove(2).replace(", { header: c, from: pay_code }", "");
    let (_, found, _) = check(&[COMPANY.to_owned(), PLAN.to_owned(), without]);
    assert!(found.is_empty(), "{found:?}");
}

pub fn cases() -> Vec<(&'static str, Vec<String>)> {
    vec![
        ("T001", vec![COMPANY.to_owned(), PLAN.to_owned(), "‸payroll: x\nsum: yes\n".to_owned()]),
        (
            "C016",
            mapping(
                "  - { header: Company, text: \"1000\" }\n  - { header: Employee, from: participant }\n",
                "  - { ‸header: Employee, text: x }\n",
            ),
        ),
        (
            "C016",
            mapping("  - { header: Amount, from: amount }\n", "")
                .into_iter()
                .map(|file| file.replace("{ header: Company", "{ ‸header: Company"))
                .collect(),
        ),
        ("C016", mapping("{ header: Code, from: pay_code }", "{ ‸header: Employee, from: pay_code }")),
        ("C016", mapping("{ header: Code, from: pay_code }", "{ ‸header: Code, from: id }")),
        ("C017", mapping("digits: 2", "digits: ‸1")),
        ("C017", mapping("digits: 2", "digits: ‸9")),
        ("C017", mapping("digits: 2", "digits: ‸two")),
        ("C018", mapping("ae/sales", "‸ae/sale")),
        ("C018", mapping("sales: 1002", "‸salse: 1002")),
        ("N020", mapping("delimiter: tab", "‸delimeter: tab")),
        ("N020", mapping("{ header: Company, text:", "{ header: Company, ‸txt:")),
        ("N020", mapping("default: 1000", "‸defaults: 1000")),
        ("N020", mapping("minus: brackets", "‸sign: brackets")),
        (
            "T001",
            mapping("payroll: { en: Payroll system, zh: 工资系统 }\n", "payroll: x\n")
                .into_iter()
                .map(|file| file.replace("{ header: Company, text: \"1000\" }", "{ ‸header: Company }"))
                .collect(),
        ),
        ("T003", mapping("from: earned_from", "from: ‸earned_form")),
        ("T003", mapping("adjustment: 1900", "‸adjustement: 1900")),
        ("T003", mapping("D.M.YYYY", "‸D.M.YY")),
        ("T003", mapping("gb18030", "‸gbk")),
        ("T003", mapping("sum: yes", "sum: ‸true")),
        ("T008", mapping("{ header: Company, text:", "{ header: Company, from: plan, ‸text:")),
        ("W014", codes("").into_iter().map(|file| file.replace("payroll: x", "‸payroll: x")).collect()),
        ("W014", codes("pay_codes: { ‸kinds: { adjustment: 1 } }\n")),
    ]
}
