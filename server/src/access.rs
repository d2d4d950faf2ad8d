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
}

/// All endpoints behind the guard, and who may ask them.
pub static ENDPOINTS: [Endpoint; 19] = [
    Endpoint { method: "POST", path: "/v1/principals", roles: &[Admin] },
    Endpoint { method: "POST", path: "/v1/principals/{id}/tokens", roles: &[Admin] },
    Endpoint { method: "DELETE", path: "/v1/tokens/{token}", roles: &[Admin] },
    Endpoint { method: "GET", path: "/v1/files", roles: &[CompAdmin, Payroll, Auditor] },
    Endpoint { method: "GET", path: "/v1/files/{*path}", roles: &[CompAdmin, Payroll, Auditor] },
    Endpoint { method: "PUT", path: "/v1/files/{*path}", roles: &[CompAdmin] },
    Endpoint { method: "POST", path: "/v1/publications", roles: &[CompAdmin, Payroll] },
    Endpoint { method: "POST", path: "/v1/checks", roles: &[CompAdmin, Payroll] },
    Endpoint { method: "GET", path: "/v1/periods/{period}", roles: &[CompAdmin, Payroll, Auditor] },
    Endpoint { method: "POST", path: "/v1/periods/{period}/runs", roles: &[CompAdmin, Payroll] },
    Endpoint { method: "GET", path: "/v1/runs/{run}", roles: &[CompAdmin, Payroll, Auditor] },
    Endpoint { method: "GET", path: "/v1/runs/{run}/files/{name}", roles: &[CompAdmin, Payroll, Auditor] },
    Endpoint { method: "POST", path: "/v1/periods/{period}/approval", roles: &[CompAdmin, Payroll] },
    Endpoint { method: "DELETE", path: "/v1/periods/{period}/approval", roles: &[CompAdmin, Payroll] },
    Endpoint { method: "POST", path: "/v1/periods/{period}/seal", roles: &[Payroll] },
    Endpoint { method: "GET", path: "/v1/periods/{period}/seal", roles: &[CompAdmin, Payroll, Auditor] },
    Endpoint {
        method: "GET",
        path: "/v1/periods/{period}/statements/{participant}",
        roles: &[CompAdmin, Payroll, Manager, Rep, Auditor],
    },
    Endpoint { method: "GET", path: "/v1/audit", roles: &[Auditor] },
    Endpoint { method: "GET", path: "/v1/audit/verification", roles: &[Auditor] },
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
                let cells: Vec<&str> = row.split('|').map(str::trim).skip(3).take(6).collect();
                let said = cells.iter().map(|cell| !cell.is_empty());
                let may = [Admin, CompAdmin, Payroll, Manager, Rep, Auditor];
                let may = may.iter().map(|role| endpoint.roles.contains(role));
                assert_eq!(said.collect::<Vec<_>>(), may.collect::<Vec<_>>(), "{page}: {name}");
            }
        }
    }
}
