//! Answering those who have gathered: from the page as far as it goes, then by lists of ids.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use futures_util::future::try_join_all;

use super::Writes;
use super::gathering::{Gathering, Outcome};
use super::page::{Page, by_id};
use super::table_reads::TableReads;
use crate::table::{Columns, Selection, Table};
use crate::{Client, Error, Query, Record};

/// Asks that come within this time go together. The timer rounds up to about two.
const GATHER: Duration = Duration::from_millis(1);
/// A page that took longer is too dear for this table.
const SLOW: Duration = Duration::from_secs(5);
/// Longest list of ids (docs/facts.md#address-length: 245 worked, 250 did not).
const MOST_IDS: usize = 245;
/// Longest URL; the instance's limit is about 8 KB.
const LONGEST_URL: usize = 8_100;

impl TableReads {
    /// The life of one batch: gather, see to the page, take those who wait, answer them.
    pub(super) async fn serve(self: Arc<Self>, client: Client, writes: Arc<Writes>) {
        let release = self.released_on_failure();
        tokio::time::sleep(GATHER).await;
        let table = client.table(&self.table);
        let mut habits = self.habits.lock().await;
        let count = writes.count();
        let worth = self.peek(|asked| {
            let usable = self.usable_page(&asked.columns, count).is_some();
            habits.page_worth_asking(asked, count).filter(|_| !usable)
        });
        if let Some(columns) = worth.flatten() {
            let started = Instant::now();
            match Page::fetch(&table, &columns, count).await {
                Ok(page) => self.keep(page),
                Err(error) => habits.no_page = is_no_use(&error),
            }
            habits.no_page |= started.elapsed() > SLOW;
        }
        let gathered = self.take();
        release.call_off();
        drop(habits);
        if let Some(gathered) = gathered {
            let outcome = self.find(&table, &gathered, writes.count()).await;
            gathered.answer(outcome);
        }
    }

    async fn find(&self, table: &Table, asked: &Gathering, writes: u64) -> Outcome {
        let mut found = HashMap::new();
        let page = self.usable_page(&asked.columns, writes);
        let mut missing = Vec::new();
        for id in &asked.ids {
            match page.as_ref().and_then(|page| page.get(id)) {
                Some(record) => {
                    found.insert(id.clone(), record.clone());
                }
                None => missing.push(id.as_str()),
            }
        }
        let lists = lists(table, &missing, &asked.columns)?;
        let answers = lists.iter().map(|ids| by_list(table, ids, &asked.columns));
        found.extend(try_join_all(answers).await?.into_iter().flatten());
        Ok(Arc::new(found))
    }
}

/// Whether a page that failed so would fail, or cost as much, the next time as well.
fn is_no_use(error: &Error) -> bool {
    !error.is_stopped() && (error.is_quota() || !error.is_retryable())
}

/// Cuts ids into lists that fit into one URL each.
fn lists<'a>(
    table: &Table,
    ids: &[&'a str],
    columns: &Columns,
) -> Result<Vec<Vec<&'a str>>, Error> {
    let bare = Selection { query: "sys_idIN", columns, limit: MOST_IDS, offset: 0 };
    let room = LONGEST_URL.saturating_sub(table.url_length(&bare)?);
    let mut lists: Vec<Vec<&str>> = Vec::new();
    let mut left = 0;
    for id in ids {
        let length = id.len() + 1;
        match lists.last_mut() {
            Some(list) if length <= left && list.len() < MOST_IDS => {
                list.push(id);
                left -= length;
            }
            _ => {
                lists.push(vec![id]);
                left = room.saturating_sub(length);
            }
        }
    }
    Ok(lists)
}

async fn by_list(
    table: &Table,
    ids: &[&str],
    columns: &Columns,
) -> Result<HashMap<String, Record>, Error> {
    let query = match ids {
        [only] => Query::new().equals("sys_id", only)?,
        several => Query::new().is_in("sys_id", several)?,
    };
    let query = query.to_string();
    let selection = Selection { query: &query, columns, limit: ids.len(), offset: 0 };
    table.select(&selection).await.map(by_id)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{Credentials, InstanceUrl, Options};

    fn table() -> Table {
        let instance = InstanceUrl::parse("https://a.example").unwrap();
        let credentials = Credentials::Basic { username: "ann".into(), password: "pw".into() };
        Client::new(instance, credentials, Options::default()).unwrap().table("sys_alias")
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]

        #[test]
        fn each_id_is_in_one_list_and_each_list_fits(count in 0_usize..700, columns in 1_usize..60) {
            let ids: Vec<String> = (0..count).map(|n| format!("{n:032x}")).collect();
            let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
            let names: Vec<String> = (0..columns).map(|n| format!("column_number_{n}")).collect();
            let columns = Columns::of(&names.iter().map(String::as_str).collect::<Vec<_>>());
            let lists = lists(&table(), &ids, &columns).unwrap();
            prop_assert_eq!(lists.concat(), ids);
            for list in &lists {
                let query = Query::new().is_in("sys_id", list).unwrap().to_string();
                let selection = Selection { query: &query, columns: &columns, limit: 245, offset: 0 };
                prop_assert!(table().url_length(&selection).unwrap() <= LONGEST_URL);
                prop_assert!(list.len() <= MOST_IDS);
            }
        }
    }
}
