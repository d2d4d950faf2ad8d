//! [`ComponentName`]: a component as a test names it.

use std::fmt;

use crate::formula::is_name;

/// A component as a test names it: `commission`, or `account-executive/commission` where several plans have one of that name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ComponentName {
    /// Name of its plan, where it is said.
    pub plan: Option<String>,
    /// Its own name.
    pub component: String,
}

impl ComponentName {
    /// Reads the name; there is nothing that is none.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        match text.rsplit_once('/') {
            Some((plan, component)) => {
                Self { plan: Some(plan.trim().to_owned()), component: component.trim().to_owned() }
            }
            None => Self { plan: None, component: text.trim().to_owned() },
        }
    }

    /// Is the component called `component` of the plan called `plan` meant?
    #[must_use]
    pub fn means(&self, plan: &str, component: &str) -> bool {
        self.component == component && self.is_of(plan)
    }

    /// May a component of the plan called `plan` be meant?
    #[must_use]
    pub fn is_of(&self, plan: &str) -> bool {
        self.plan.as_ref().is_none_or(|own| own == plan)
    }
}

impl fmt::Display for ComponentName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(plan) = &self.plan {
            write!(f, "{plan}/")?;
        }
        f.write_str(&self.component)
    }
}

/// Where a formula ends in what a test writes, and the component that is named behind it, if one is: `attainment(m) of c`.
#[must_use]
pub fn component_behind(text: &str) -> (usize, Option<ComponentName>) {
    let named = text.rsplit_once(" of ").map(|(formula, name)| (formula, ComponentName::parse(name)));
    // What stands in quotes inside the formula ends with more than a name.
    let is_named = |name: &ComponentName| {
        is_name(&name.component) && name.plan.as_ref().is_none_or(|plan| !plan.contains(['"', '(', ')']))
    };
    match named.filter(|(_, name)| is_named(name)) {
        Some((formula, name)) => (formula.trim_end().len(), Some(name)),
        None => (text.len(), None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_component_stands_behind_a_formula() {
        for (text, formula, component) in [
            ("attainment( bookings )", "attainment( bookings )", None),
            ("quota(b, previous(quarter)) of c", "quota(b, previous(quarter))", Some("c")),
            ("bookings  of  提成", "bookings", Some("提成")),
            ("bookings of account-executive/提成", "bookings", Some("account-executive/提成")),
            (
                "group(if team == \"a of b\" { quota(x) } else { 0 }) of pool",
                "group(if team == \"a of b\" { quota(x) } else { 0 })",
                Some("pool"),
            ),
            ("team == \"a of b\"", "team == \"a of b\"", None),
            ("team == \"a of b/c\"", "team == \"a of b/c\"", None),
            ("min(team, \"a of b\") / c", "min(team, \"a of b\") / c", None),
        ] {
            let (end, found) = component_behind(text);
            let found = found.map(|name| name.to_string());
            assert_eq!((text.get(..end), found.as_deref()), (Some(formula), component), "{text}");
        }
    }

    #[test]
    fn a_plan_before_the_name_parts_components_of_one_name() {
        let (own, of_one) = (ComponentName::parse("c"), ComponentName::parse("one-plan/c"));
        assert!(own.means("one-plan", "c") && own.means("other", "c"));
        assert!(of_one.means("one-plan", "c") && !of_one.means("other", "c") && !of_one.means("one-plan", "d"));
    }
}
