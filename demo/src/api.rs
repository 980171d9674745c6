//! The projects that the API shows (OData 4.01 JSON format).

use serde::Deserialize;

/// How many projects are asked for at once.
const PAGE: &str = "20";

/// The address of the projects.
pub fn projects_url(api_url: &str) -> String {
    format!("{}/odata/Projects", api_url.trim_end_matches('/'))
}

/// The query options: one page, by name, with the number of all.
pub const fn projects_query() -> [(&'static str, &'static str); 3] {
    [("$top", PAGE), ("$orderby", "projectName"), ("$count", "true")]
}

/// One page of projects.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Projects {
    #[serde(rename = "@odata.count")]
    count: u64,
    /// The projects of this page.
    pub value: Vec<Project>,
}

/// One project, as far as this app shows it.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Project {
    /// The key.
    pub project_id: i64,
    /// The name.
    pub project_name: String,
    project_status_name: Option<String>,
    /// The day on which it is due, as `2026-09-30`.
    pub project_due_date: Option<String>,
    /// How much of its buffer is used up, in percent; more than 100 when it is late.
    pub buffer_penetration: Option<f64>,
    early_warning_status: Option<String>,
}

/// How worried one has to be about a project's buffer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Zone {
    /// The API says nothing about it.
    Unknown,
    /// As planned.
    Green,
    /// Time to make a plan.
    Yellow,
    /// Time to act on it.
    Red,
}

impl Projects {
    /// The number of projects in words.
    pub fn summary(&self) -> String {
        let shown = u64::try_from(self.value.len()).unwrap_or(u64::MAX);
        match self.count {
            1 => "1 project".to_owned(),
            all if all > shown => format!("{shown} of {all} projects"),
            all => format!("{all} projects"),
        }
    }
}

impl Project {
    /// The status in words.
    pub fn status(&self) -> &str {
        match self.project_status_name.as_deref() {
            Some("OnHold") => "On hold",
            Some(name) => name,
            None => "No status",
        }
    }

    /// The zone of the buffer.
    pub fn zone(&self) -> Zone {
        match self.early_warning_status.as_deref() {
            Some("Green") => Zone::Green,
            Some("Yellow") => Zone::Yellow,
            Some("Red") => Zone::Red,
            _ => Zone::Unknown,
        }
    }

    /// The due date in words. A date that is none is shown as it came.
    pub fn due(&self) -> String {
        let date = self.project_due_date.as_deref();
        date.map_or_else(|| "No date".to_owned(), |date| day(date).unwrap_or_else(|| date.to_owned()))
    }

    /// How much of the buffer is used, in words.
    pub fn buffer(&self) -> String {
        self.buffer_penetration
            .map_or_else(|| "Not known".to_owned(), |percent| format!("{percent:.0} % used"))
    }
}

impl Zone {
    /// The zone's name, if it has one, because a colour alone says nothing to many people.
    pub const fn name(self) -> Option<&'static str> {
        match self {
            Self::Unknown => None,
            Self::Green => Some("Green"),
            Self::Yellow => Some("Yellow"),
            Self::Red => Some("Red"),
        }
    }
}

fn day(date: &str) -> Option<String> {
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let mut parts = date.splitn(3, '-');
    let year = parts.next()?;
    let month = MONTHS.get(parts.next()?.parse::<usize>().ok()?.checked_sub(1)?)?;
    let day: u8 = parts.next()?.get(..2)?.parse().ok()?;
    Some(format!("{day} {month} {year}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn project(members: &str) -> Project {
        serde_json::from_str(&format!(r#"{{"projectId":1,"projectName":"Apollo"{members}}}"#)).unwrap()
    }

    #[test]
    fn the_api_may_be_named_with_or_without_a_slash() {
        for api in ["http://localhost:44395", "http://localhost:44395/"] {
            assert_eq!(projects_url(api), "http://localhost:44395/odata/Projects");
        }
    }

    #[test]
    fn the_number_of_projects_is_told_in_words() {
        let page = |count: u64, rows: usize| Projects { count, value: vec![project(""); rows] }.summary();
        assert_eq!(page(0, 0), "0 projects");
        assert_eq!(page(1, 1), "1 project");
        assert_eq!(page(20, 20), "20 projects");
        assert_eq!(page(21, 20), "20 of 21 projects");
    }

    #[test]
    fn an_answer_of_the_api_is_read_with_members_that_this_app_does_not_know() {
        let body = r#"{"@odata.context":"x","@odata.count":1,"value":[{"@odata.etag":"W/\"1\"","projectId":3,
            "projectName":"Cooling Plant","status":3,"projectStatusName":"OnHold","projectDueDate":"2026-12-31",
            "bufferPenetration":49.6,"earlyWarningStatus":"Yellow","projectManagerID":null}]}"#;
        let page: Projects = serde_json::from_str(body).unwrap();
        let project = page.value.first().unwrap();
        assert_eq!(
            (project.status(), &*project.due(), project.zone()),
            ("On hold", "31 Dec 2026", Zone::Yellow)
        );
        assert_eq!(project.buffer(), "50 % used");
    }

    #[test]
    fn what_a_project_does_not_have_is_said_in_words() {
        for members in ["", r#","projectDueDate":null,"bufferPenetration":null,"earlyWarningStatus":null"#] {
            let project = project(members);
            assert_eq!((project.status(), &*project.due()), ("No status", "No date"));
            assert_eq!((&*project.buffer(), project.zone().name()), ("Not known", None));
        }
    }

    #[test]
    fn a_date_is_written_out_and_what_is_none_is_left_alone() {
        for (date, words) in [
            ("2026-09-30", "30 Sep 2026"),
            ("2026-01-05T00:00:00Z", "5 Jan 2026"),
            ("2026-13-01", "2026-13-01"),
            ("2026-00-01", "2026-00-01"),
            ("soon", "soon"),
            ("2026-1-é", "2026-1-é"),
        ] {
            assert_eq!(project(&format!(r#","projectDueDate":"{date}""#)).due(), words);
        }
    }
}
