//! Numbers: 38 digits, exactly; written in one way.

use crate::contract::{
    items::{INVALID, code, item, key, n, with},
    story::story,
};

#[tokio::test]
async fn thirty_eight_digits_are_kept_exactly() {
    story(async |target| {
        let table = target.table().await;
        for digits in [
            "12345678901234567890123456789012345678",
            "1.2345678901234567890123456789012345678",
            "-99999999999999999999999999999999999999",
        ] {
            table.put(with(key("a", "1"), [("v", n(digits))])).await;
            assert_eq!(table.get("a", "1").await.unwrap()["v"], n(digits));
        }
        let too_many = with(key("a", "1"), [("v", n("123456789012345678901234567890123456789"))]);
        assert_eq!(code(table.putting(too_many).send().await), INVALID);
    })
    .await;
}

#[tokio::test]
async fn a_number_is_written_without_needless_zeros() {
    story(async |target| {
        let table = target.table().await;
        for (given, kept) in [
            ("007.50", "7.5"),
            ("1e3", "1000"),
            ("-0", "0"),
            ("0.000", "0"),
            ("100", "100"),
        ] {
            table.put(with(key("a", "1"), [("v", n(given))])).await;
            assert_eq!(table.get("a", "1").await.unwrap()["v"], n(kept), "{given}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_number_has_a_range_and_is_one() {
    story(async |target| {
        let table = target.table().await;
        for wrong in [
            "1e126", "-1e126", "1e-131", "", "seven", "0x7", "NaN", "Infinity", "1,5",
        ] {
            let put = table.putting(with(key("a", "1"), [("v", n(wrong))]));
            assert_eq!(code(put.send().await), INVALID, "{wrong:?}");
        }
        for right in ["9.9999999999999999999999999999999999999E+125", "1e-130"] {
            table.put(with(key("a", "1"), [("v", n(right))])).await;
        }
    })
    .await;
}

#[tokio::test]
async fn counting_is_exact_beyond_what_a_float_holds() {
    story(async |target| {
        let table = target.table().await;
        table.put(with(key("a", "1"), [("v", n("9007199254740992"))])).await;
        table
            .updating("ADD v :one", item([(":one", n(1))]))
            .send()
            .await
            .unwrap();
        assert_eq!(table.get("a", "1").await.unwrap()["v"], n("9007199254740993"));
        table
            .updating("SET v = v + :part", item([(":part", n("0.1"))]))
            .send()
            .await
            .unwrap();
        assert_eq!(table.get("a", "1").await.unwrap()["v"], n("9007199254740993.1"));
    })
    .await;
}
