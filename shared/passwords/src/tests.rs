//! Known answers: published hashes with their passwords, and texts that must not be taken.

use super::{Refusal, Stored, hash};

/// Where it is published, the password, the hash.
const KNOWN: &[(&str, &str, &str)] = &[
    (
        "hashcat 3200",
        "hashcat",
        "$2a$05$LhayLxezLhK1LhWvKxCyLOj0j1u.Kj0jZ0pEmm134uzrQlFvQJLF6",
    ),
    (
        "py-bcrypt",
        "correctbatteryhorsestapler",
        "$2b$04$EGdrhbKUv8Oc9vGiXX0HQOxSg445d458Muh7DAHskb6QbtCvdxcie",
    ),
    (
        "the same, as PHP calls it",
        "correctbatteryhorsestapler",
        "$2y$04$EGdrhbKUv8Oc9vGiXX0HQOxSg445d458Muh7DAHskb6QbtCvdxcie",
    ),
    (
        "passlib, scrypt",
        "password",
        "$scrypt$ln=16,r=8,p=1$aM15713r3Xsvxbi31lqr1Q$nFNh2CVHVjNldFVKDHDlm4CbdRSCdEBsjjJxD+iCs5E",
    ),
    (
        "hashcat 8900",
        "hashcat",
        "$scrypt$ln=10,r=1,p=1$MDIwMzMwNTQwNDQyNQ$5FW+zWivLxgCWj7qLiQbeC8zaNQ+qdO0NUinvqyFcfo",
    ),
    (
        "firebase/scrypt, README",
        "user1password",
        "$fbscrypt$v=1,n=14,r=8,p=1,ss=Bw==,sk=jxspr8Ki0RYycVU8zykbdLGjFQ3McFUH0uiiTvC8pVMXAn210wjLNmdZJzxUECKbm0QsEmYUSDzZvpjeJ9WmXA==\
         $42xEC+ixf3L2lw==$lSrfV15cpx95/sZS2W9c9Kp6i/LVgQNDNC/qzrCnh1SAyZvqmZqAjTdn3aoItz+VHjoZilo78198JAdRuid5lQ==",
    ),
    (
        "hashcat 10000, Django",
        "hashcat",
        "pbkdf2_sha256$20000$H0dPx8NeajVu$GiC4k5kqbbR9qWBlsRgDywNqC2vd9kqfk7zdorEnNas=",
    ),
    (
        "Strimzi's realm, Keycloak",
        "alice-password",
        "$pbkdf2-sha256$i=27500$EPgscX9CQz7UnuZDNZxtMw==\
         $KqABIiReBuRWbP4pBct3W067pNvYzeN7ILBV+8vT8nuF5cgYs2fdl2QikJT/7bGTW/PBXg6CYLwJQFYrBK9MWg==",
    ),
    (
        "passlib, pbkdf2_sha256",
        "password",
        "$pbkdf2-sha256$6400$.6UI/S.nXIk8jcbdHx3Fhg$98jZicV16ODfEsEZeYPGHU3kbrUrvUEXOPimVSQDD44",
    ),
    (
        "ASP.NET Core, V2",
        "my password",
        "AAABAgMEBQYHCAkKCwwNDg+ukCEMDf0yyQ29NYubggHIVY0sdEUfdyeM+E1LtH1uJg==",
    ),
    (
        "ASP.NET Core, V3 SHA-1",
        "my password",
        "AQAAAAAAAAD6AAAAEAhftMyfTJylOlZT+eEotFXd1elee8ih5WsjXaR3PA9M",
    ),
    (
        "ASP.NET Core, V3 SHA-256",
        "my password",
        "AQAAAAEAACcQAAAAEAABAgMEBQYHCAkKCwwNDg+yWU7rLgUwPZb1Itsmra7cbxw2EFpwpVFIEtP+JIuUEw==",
    ),
    (
        "ASP.NET Core, V3 SHA-512",
        "my password",
        "AQAAAAIAAYagAAAAEAABAgMEBQYHCAkKCwwNDg/Q8A0WMKbtHQJQ2DHCdoEeeFBrgNlldq6vH4qX/CGqGQ==",
    ),
    (
        "hashcat 400, WordPress",
        "hashcat",
        "$P$984478476IagS59wHZvyQMArzfx58u.",
    ),
    ("hashcat 400, phpBB3", "hashcat", "$H$984478476IagS59wHZvyQMArzfx58u."),
    (
        "Drepper, SHA-256",
        "Hello world!",
        "$5$saltstring$5B8vYYiY.CVt1RlTTf8KbXBH3hsxY/GNooZaBBGWEc5",
    ),
    (
        "Drepper, SHA-256, rounds",
        "Hello world!",
        "$5$rounds=10000$saltstringsaltst$3xv.VbSHBb41AL9AvLeujZkZRBAwqFMz2.opqey6IcA",
    ),
    (
        "Drepper, SHA-512",
        "Hello world!",
        "$6$saltstring$svn8UoSVapNtMuq1ukKS4tPQd8iKwSMHWjl/O817G3uBnIFNjnQJuesI68u4OTLiBFdcbYEdFCoEOfaS35inz1",
    ),
    (
        "Drepper, SHA-512, longer than a block",
        "a very much longer text to encrypt.  This one even stretches over morethan one line.",
        "$6$rounds=1400$anotherlongsalts$POfYwTEok97VWcjxIiSOjiykti.o/pQs.wPvMxQ6Fm7I6IoYN3CmLs66x9t0oSwbtEW7o7UmJEiDwGqd8p4ur1",
    ),
    (
        "phc-winner-argon2, i",
        "password",
        "$argon2i$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$wWKIMhR9lyDFvRz9YTZweHKfbftvj+qf+YFY4NeBbtA",
    ),
    (
        "phc-winner-argon2, id",
        "password",
        "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
    ),
    (
        "phc-winner-argon2, before versions",
        "password",
        "$argon2i$m=65536,t=2,p=1$c29tZXNhbHQ$9sTbSlTio3Biev89thdrlKKiCaYsjjYVJxGAL3swxpQ",
    ),
];

fn stored(text: &str) -> Stored {
    Stored::parse(text).unwrap_or_else(|refusal| unreachable!("{text}: {refusal}"))
}

#[test]
fn published_hashes_verify_their_password_and_no_other() {
    for (place, password, text) in KNOWN {
        let known = stored(text);
        assert!(known.matches(password.as_bytes()), "{place}");
        assert!(!known.matches(b"another password"), "{place}");
        assert!(!known.is_current(), "{place}");
    }
}

#[test]
fn what_is_kept_reads_as_the_same_and_is_kept_as_it_is() {
    for (place, _, text) in KNOWN {
        let kept = stored(text).to_string();
        assert_eq!(stored(&kept).to_string(), kept, "{place}");
        assert_eq!(stored(&kept).shadow(), stored(text).shadow(), "{place}");
    }
}

#[test]
fn en_01_a_shadow_is_a_hash_of_nobodys_that_is_the_same_for_equal_costs() {
    for (place, password, text) in KNOWN {
        let (known, shadow) = (stored(text), stored(&stored(text).shadow()));
        assert!(!shadow.matches(password.as_bytes()) && !shadow.matches(b""), "{place}");
        assert_eq!(shadow.shadow(), known.shadow(), "{place}");
        assert!(!text.contains(&known.shadow()), "{place}");
    }
    let firebase = KNOWN
        .iter()
        .find(|(_, _, text)| text.starts_with("$fbscrypt"))
        .map(|(_, _, text)| stored(text).shadow());
    assert!(
        firebase.is_some_and(|shadow| !shadow.contains("jxspr8Ki")),
        "the project's key is in no shadow"
    );
}

#[test]
fn ours_is_current_and_others_are_not() {
    let made = hash(b"a fine long password", &[7; 16]).unwrap_or_default();
    assert!(made.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
    assert!(stored(&made).is_current() && stored(&made).matches(b"a fine long password"));
    assert!(!stored(&made.replace("t=2", "t=3")).is_current());
}

#[test]
fn only_the_first_72_bytes_count_for_bcrypt_as_where_it_was_made() {
    // py-bcrypt: hashpw(b"x" * 100, b"$2a$05$...............................")
    let known = stored("$2a$05$......................YgIDy4hFBdVlc/6LHnD9mX488r9cLd2");
    assert!(known.matches("x".repeat(100).as_bytes()) && known.matches("x".repeat(72).as_bytes()));
    assert!(!known.matches("x".repeat(71).as_bytes()));
}

#[test]
fn what_would_keep_others_waiting_is_refused_with_its_bound() {
    for text in [
        "$2b$15$EGdrhbKUv8Oc9vGiXX0HQOxSg445d458Muh7DAHskb6QbtCvdxcie",
        "$2b$31$EGdrhbKUv8Oc9vGiXX0HQOxSg445d458Muh7DAHskb6QbtCvdxcie",
        "$scrypt$ln=18,r=8,p=1$aM15713r3Xsvxbi31lqr1Q$nFNh2CVHVjNldFVKDHDlm4CbdRSCdEBsjjJxD+iCs5E",
        "$scrypt$ln=16,r=8,p=3$aM15713r3Xsvxbi31lqr1Q$nFNh2CVHVjNldFVKDHDlm4CbdRSCdEBsjjJxD+iCs5E",
        "$scrypt$ln=200,r=8,p=1$aM15713r3Xsvxbi31lqr1Q$nFNh2CVHVjNldFVKDHDlm4CbdRSCdEBsjjJxD+iCs5E",
        "$scrypt$ln=1,r=4294967295,p=4294967295$aM15713r3Xsvxbi31lqr1Q$nFNh2CVHVjNldFVKDHDlm4CbdRSCdEBsjjJxD+iCs5E",
        "pbkdf2_sha256$2000001$H0dPx8NeajVu$GiC4k5kqbbR9qWBlsRgDywNqC2vd9kqfk7zdorEnNas=",
        "AQAAAAL/////AAAAEAABAgMEBQYHCAkKCwwNDg/Q8A0WMKbtHQJQ2DHCdoEeeFBrgNlldq6vH4qX/CGqGQ==",
        "$P$S84478476IagS59wHZvyQMArzfx58u.",
        "$6$rounds=999999999$saltstring$svn8UoSVapNtMuq1ukKS4tPQd8iKwSMHWjl/O817G3uBnIFNjnQJuesI68u4OTLiBFdcbYEdFCoEOfaS35inz1",
        "$argon2id$v=19$m=131073,t=1,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
        "$argon2id$v=19$m=65536,t=17,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
        "$argon2id$v=19$m=65536,t=2,p=255$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
    ] {
        let refusal = Stored::parse(text).err();
        assert!(
            matches!(refusal, Some(Refusal::TooCostly { .. })),
            "{text}: {refusal:?}"
        );
    }
}

#[test]
fn what_is_not_whole_or_not_known_is_refused() {
    for text in [
        "",
        "$",
        "password",
        "5f4dcc3b5aa765d61d8327deb882cf99",
        "$1$28772684$iEwNOgGugqO9.bIz5sk8k/",
        "$2x$05$LhayLxezLhK1LhWvKxCyLOj0j1u.Kj0jZ0pEmm134uzrQlFvQJLF6",
        "$2a$5$LhayLxezLhK1LhWvKxCyLOj0j1u.Kj0jZ0pEmm134uzrQlFvQJLF6",
        "$2a$05$LhayLxezLhK1LhWvKxCyLOj0j1u.Kj0jZ0pEmm134uzrQlFvQJLF",
        "$2a$05$LhayLxezLhK1LhWvKxCyLOj0j1u.Kj0jZ0pEmm134uzrQlFvQJLFé",
        "$scrypt$ln=16,r=8$aM15713r3Xsvxbi31lqr1Q$nFNh2CVHVjNldFVKDHDlm4CbdRSCdEBsjjJxD+iCs5E",
        "$scrypt$ln=16,ln=1,r=8,p=1$aM15713r3Xsvxbi31lqr1Q$nFNh2CVHVjNldFVKDHDlm4CbdRSCdEBsjjJxD+iCs5E",
        "$scrypt$ln=0,r=8,p=1$aM15713r3Xsvxbi31lqr1Q$nFNh2CVHVjNldFVKDHDlm4CbdRSCdEBsjjJxD+iCs5E",
        "$scrypt$ln=16,r=8,p=1,x=1$aM15713r3Xsvxbi31lqr1Q$nFNh2CVHVjNldFVKDHDlm4CbdRSCdEBsjjJxD+iCs5E",
        "$fbscrypt$v=1,n=14,r=8,p=1,ss=Bw==$42xEC+ixf3L2lw==$lSrfV15cpx95/sZS2W9c9Kp6i/LVgQNDNC/qzrCnh1SAyZvqmZqAjTdn3aoItz+VHjoZilo78198JAdRuid5lQ==",
        "pbkdf2_sha256$0$salt$GiC4k5kqbbR9qWBlsRgDywNqC2vd9kqfk7zdorEnNas=",
        "pbkdf2_md5$1000$salt$GiC4k5kqbbR9qWBlsRgDywNqC2vd9kqfk7zdorEnNas=",
        "pbkdf2_sha256$1000$salt$GiC4",
        "$pbkdf2-sha256$i=1000,l=64$EPgscX9CQz7UnuZDNZxtMw$98jZicV16ODfEsEZeYPGHU3kbrUrvUEXOPimVSQDD44",
        "AAABAgMEBQYHCAkKCwwNDg+ukCEMDf0yyQ29NYubggE=",
        "AQAAAAIAAYagAAAA/wABAgMEBQYHCAkKCwwNDg/Q8A0WMKbtHQJQ2DHCdoEeeFBrgNlldq6vH4qX/CGqGQ==",
        "AQAAAAMAAYagAAAAEAABAgMEBQYHCAkKCwwNDg/Q8A0WMKbtHQJQ2DHCdoEeeFBrgNlldq6vH4qX/CGqGQ==",
        "$P$984478476IagS59wHZvyQMArzfx58u",
        "$P$984478476IagS59wHZvyQMArzfx58u!",
        "$6$saltstring$svn8UoSVapNtMuq1ukKS4tPQd8iKwSMHWjl",
        "$6$rounds=x$saltstring$svn8UoSVapNtMuq1ukKS4tPQd8iKwSMHWjl/O817G3uBnIFNjnQJuesI68u4OTLiBFdcbYEdFCoEOfaS35inz1",
        "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ",
        "$argon2id$v=20$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
        "$argon2x$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
    ] {
        let refusal = Stored::parse(text).err();
        assert!(
            matches!(refusal, Some(Refusal::UnknownForm | Refusal::Malformed { .. })),
            "{text}: {refusal:?}"
        );
    }
    assert_eq!(Stored::parse(&"$".repeat(5_000)).err(), Some(Refusal::UnknownForm));
}
