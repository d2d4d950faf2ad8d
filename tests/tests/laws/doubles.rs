//! Rows that share a key which only one may have, where broken rows are set aside: their order changes nothing either.

use attain_tests::generate;
use attain_tests::library::run_files;
use attain_tests::random::Random;
use attain_tests::write::{File, files};

/// Some rows of every file of data stand once more, the same or with another cell. Rows of all files in another order: every line,
/// every trace and the report stay byte for byte.
#[test]
fn the_order_of_rows_that_share_a_key_changes_nothing() {
    let mut paid = 0;
    let mut aside = 0;
    for seed in 0..60 {
        let mut random = Random::new(seed);
        let mut doubled = files(&generate::company(seed));
        for (path, text) in &mut doubled {
            if path == "attain.yaml" {
                text.push_str("broken_rows: set_aside\n");
            } else if path.starts_with("data/") {
                double(text, &mut random);
            }
        }
        let outcomes: Vec<String> = (0..3)
            .map(|shuffles| {
                let mut shuffled = doubled.clone();
                (0..shuffles).for_each(|_| shuffle(&mut shuffled, &mut random));
                match run_files(&shuffled, None) {
                    Ok(run) => {
                        let left = run.outcome.report.left_out.iter().filter(|left| left.broken);
                        aside += left.map(|left| left.rows).sum::<u64>();
                        paid += 1;
                        run.text()
                    }
                    Err(refusal) => format!("{:?}", refusal.codes),
                }
            })
            .collect();
        assert!(outcomes.iter().all(|outcome| *outcome == outcomes[0]), "seed {seed}");
    }
    assert!(paid > 60 && aside > 500, "{paid} runs with {aside} rows set aside");
}

/// Lets a few rows of a table stand twice or three times, the same or with another last cell that is a number.
fn double(text: &mut String, random: &mut Random) {
    let rows: Vec<String> = text.lines().skip(1).map(str::to_owned).collect();
    for row in &rows {
        if !random.percent(8) {
            continue;
        }
        for _ in 0..random.between(1, 2) {
            let other = random.between(0, 9);
            let mut cells: Vec<&str> = row.split(',').collect();
            let number = cells.iter().rposition(|cell| cell.parse::<i64>().is_ok());
            let changed = other.to_string();
            match number {
                Some(at) if other > 3 => cells[at] = &changed,
                _ => {}
            }
            text.push_str(&format!("{}\n", cells.join(",")));
        }
    }
}

fn shuffle(files: &mut [File], random: &mut Random) {
    for (_, text) in files.iter_mut().filter(|(path, _)| path.starts_with("data/")) {
        let mut rows: Vec<String> = text.lines().skip(1).map(str::to_owned).collect();
        random.shuffle(&mut rows);
        let header = text.lines().next().unwrap_or_default().to_owned();
        *text = std::iter::once(header).chain(rows).map(|row| format!("{row}\n")).collect();
    }
}
