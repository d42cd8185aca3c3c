# What mails say around their code or link. { $app } is the application's name, { $life } one of the first two messages.

mail-life-minutes =
    { $minutes ->
        [one] { $minutes } Minute
       *[other] { $minutes } Minuten
    }
mail-life-hours =
    { $hours ->
        [one] { $hours } Stunde
       *[other] { $hours } Stunden
    }

## How a code or link is used

mail-how-code = Geben Sie den Code dort ein, wo Sie begonnen haben. Er gilt { $life } und nur einmal.
mail-how-link = Öffnen Sie den Link in dem Browser, in dem Sie begonnen haben. Er gilt { $life } und nur einmal.
mail-how-both = Geben Sie den Code dort ein, wo Sie begonnen haben, oder öffnen Sie den Link im selben Browser. Beides gilt { $life } und nur einmal.
mail-action-sign-in = Anmelden
mail-action-confirm = Adresse bestätigen

## A code that signs in

mail-sign-in-code-subject = { $code } ist Ihr Code für { $app }
mail-sign-in-code-heading = Bei { $app } anmelden
mail-sign-in-code-note = Wenn Sie das nicht waren, ignorieren Sie diese E-Mail: Ohne den Code kann sich niemand anmelden. Geben Sie ihn niemals weiter, auch nicht an uns.
mail-sign-in-link-subject = Bei { $app } anmelden
mail-sign-in-link-note = Wenn Sie das nicht waren, ignorieren Sie diese E-Mail: Der Link funktioniert nur in dem Browser, in dem er angefordert wurde.

## Somebody who is signed in

mail-step-up-code-subject = { $code } bestätigt bei { $app }, dass Sie es sind
mail-step-up-code-heading = Bestätigen, dass Sie es sind
mail-step-up-code-note = Wenn Sie das nicht waren, ist jemand in Ihrem Konto angemeldet: Melden Sie sich überall ab und setzen Sie ein neues Passwort. Geben Sie den Code niemals weiter, auch nicht an uns.

## A sign-up

mail-sign-up-code-subject = { $code } ist Ihr Bestätigungscode für { $app }
mail-sign-up-link-subject = Bestätigen Sie Ihre Adresse für { $app }
mail-sign-up-code-heading = Willkommen bei { $app }
mail-sign-up-code-note = Wenn Sie das nicht waren, ignorieren Sie diese E-Mail: Ohne Ihre Bestätigung wird kein Konto erstellt.
mail-sign-up-link-note = Wenn Sie das nicht waren, ignorieren Sie diese E-Mail: Ohne Ihre Bestätigung wird kein Konto erstellt.
mail-already-registered-subject = Sie haben bereits ein Konto bei { $app }
mail-already-registered-heading = Sie haben bereits ein Konto
mail-already-registered-body = Jemand, vermutlich Sie, wollte mit dieser Adresse ein Konto bei { $app } erstellen. Es gibt aber bereits eines: Melden Sie sich einfach an.
mail-already-registered-note = Wenn Sie das nicht waren, ignorieren Sie diese E-Mail. Es wurde nichts geändert.

## Passwords

mail-reset-password-subject = Legen Sie ein neues Passwort für { $app } fest
mail-reset-password-heading = Neues Passwort festlegen
mail-reset-password-body = Geben Sie den Code dort ein, wo Sie ihn angefordert haben, oder öffnen Sie den Link. Beides gilt { $life } und nur einmal.
mail-reset-password-action = Neues Passwort festlegen
mail-reset-password-note = Wenn Sie das nicht waren, ignorieren Sie diese E-Mail: Ihr Passwort bleibt unverändert. Geben Sie den Code niemals weiter, auch nicht an uns.
mail-password-changed-subject = Ihr Passwort für { $app } wurde geändert
mail-password-changed-heading = Ihr Passwort wurde geändert
mail-password-changed-body = Sie wurden überall sonst abgemeldet. Wenn Sie das waren, müssen Sie nichts weiter tun.
mail-password-changed-action = Das war ich nicht – neues Passwort festlegen
mail-password-changed-note = Sie erhalten diese E-Mail, weil sie die Sicherheit Ihres Kontos bei { $app } betrifft.

## Another address

mail-email-change-code-subject = { $code } ist der Code für Ihre neue Adresse bei { $app }
mail-email-change-code-heading = Neue Adresse bestätigen
mail-email-change-code-note = Wenn Sie das nicht waren, ignorieren Sie diese E-Mail: Ohne den Code ändert sich nichts.
mail-email-change-notice-subject = Ihr Konto bei { $app } erhält eine andere E-Mail-Adresse
mail-email-change-notice-heading = Ihr Konto erhält eine andere E-Mail-Adresse
mail-email-change-notice-body = Jemand, vermutlich Sie, hat die Umstellung Ihres Kontos auf { $about } angefordert. Wenn Sie das waren, müssen Sie nichts weiter tun.
mail-email-change-notice-action = Das war ich nicht – diese Adresse behalten
mail-email-change-notice-note = Der Link gilt { $life }. Er stellt diese Adresse wieder her und beendet alle Sitzungen.

## Accounts elsewhere

mail-identity-linked-subject = Sie können sich jetzt mit { $about } bei { $app } anmelden
mail-identity-linked-heading = { $about } wurde mit Ihrem Konto verknüpft
mail-identity-linked-body = Jemand, vermutlich Sie, hat sich bei { $app } mit einem Konto von { $about } angemeldet, das diese Adresse verwendet. Ab jetzt können Sie sich damit anmelden.
mail-identity-linked-action = Konto ansehen
mail-identity-linked-note = Wenn Sie das nicht waren, trennen Sie die Verknüpfung in Ihrem Konto und informieren Sie den Support der Anwendung.

## For those who run the platform or an application

mail-operator-code-subject = { $code } ist Ihr Bestätigungscode für { $app }
mail-operator-code-heading = { $app } betreiben
mail-operator-code-note = Wenn Sie das nicht waren, informieren Sie die Person, die diese Installation betreibt.
mail-operator-invitation-subject = Sie sind eingeladen, { $app } zu betreiben
mail-operator-invitation-heading = { $app } betreiben
mail-operator-invitation-body = Sie sind eingeladen, diese Installation von { $app } zu betreiben. Der Link gilt { $life } und nur einmal.
mail-operator-invitation-action = Konto einrichten
mail-operator-invitation-note = Wenn Sie diese E-Mail nicht erwartet haben, ignorieren Sie sie: Ohne Zugang zu Ihrem Postfach kann niemand die Einladung verwenden.
mail-domain-degraded-subject = Für { $about } fehlt ein DNS-Eintrag
mail-domain-degraded-heading = Für { $about } fehlt ein DNS-Eintrag
mail-domain-degraded-body = Die DNS-Einträge, die { $about } für { $app } benötigt, haben sich geändert. Noch ist die Domain erreichbar; werden die Einträge nicht wiederhergestellt, ist sie es nach 14 Tagen nicht mehr.
mail-domain-degraded-action = Betroffenen Eintrag ansehen
mail-domain-degraded-note = Sie erhalten diese E-Mail, weil Sie Admin des Teams sind, dem die Anwendung gehört.

## Second factors taken away

mail-mfa-reset-subject = Die zweiten Faktoren Ihres Kontos bei { $app } wurden entfernt
mail-mfa-reset-heading = Ihre zweiten Faktoren wurden entfernt
mail-mfa-reset-body = Die Administration hat sie entfernt, und Sie sind überall abgemeldet. Ab jetzt melden Sie sich ohne sie an, bis Sie wieder einen einrichten.
mail-mfa-reset-action = Konto ansehen
mail-mfa-reset-note = Wenn Sie nicht darum gebeten haben, melden Sie es dem Support der Anwendung.

## An invitation, and the end of an account

mail-life-days =
    { $days ->
        [one] { $days } Tag
       *[other] { $days } Tage
    }
mail-invitation-subject = Einladung zu { $app }
mail-invitation-heading = Einladung zu { $app }
mail-invitation-body = Sie sind eingeladen, ein Konto bei { $app } zu erstellen. Der Link gilt { $life } und kann einmal verwendet werden.
mail-invitation-action = Einladung annehmen
mail-invitation-note = Wenn Sie diese E-Mail nicht erwartet haben, ignorieren Sie sie: Ohne den Link wird kein Konto erstellt. Geben Sie ihn niemals weiter.
mail-team-invitation-subject = Einladung in das Team { $about }
mail-team-invitation-heading = Einladung in das Team { $about }
mail-team-invitation-body = Sie sind in das Team { $about } bei { $app } eingeladen. Der Link gilt { $life } und kann einmal verwendet werden.
mail-team-invitation-action = Einladung annehmen
mail-team-invitation-note = Wenn Sie diese E-Mail nicht erwartet haben, ignorieren Sie sie: Ohne den Link tritt niemand bei. Geben Sie ihn niemals weiter.
mail-transfer-requested-subject = { $about } wird Ihrem Team angeboten
mail-transfer-requested-heading = { $about } wird Ihrem Team angeboten
mail-transfer-requested-body = Ein anderes Team möchte Ihrem Team die Anwendung { $about } übergeben. Nehmen Sie sie als Admin innerhalb von 7 Tagen in { $app } an oder lehnen Sie sie ab.
mail-transfer-requested-action = Angebot ansehen
mail-transfer-requested-note = Sie erhalten diese E-Mail, weil Sie Admin des Teams sind, dem die Anwendung angeboten wird.
mail-deletion-scheduled-subject = Ihr Konto bei { $app } wird am { $about } gelöscht
mail-deletion-scheduled-heading = Ihr Konto wird am { $about } gelöscht
mail-deletion-scheduled-body = Sie sind überall abgemeldet. Wenn Sie Ihr Konto behalten möchten, melden Sie sich vor dem { $about } an und bestätigen Sie es.
mail-deletion-scheduled-action = Anmelden und behalten
mail-deletion-scheduled-note = Wenn nicht Sie das angefordert haben, melden Sie sich an, behalten Sie das Konto und legen Sie ein neues Passwort fest.
mail-account-deleted-subject = Ihr Konto bei { $app } wurde gelöscht
mail-account-deleted-heading = Ihr Konto wurde gelöscht
mail-account-deleted-body = Sie sind überall abgemeldet, und alles, was über Sie gespeichert war, wird gelöscht. Nichts davon lässt sich wiederherstellen.
mail-account-deleted-note = Dies ist die letzte E-Mail zu diesem Konto. Mit der Adresse kann bei { $app } ein neues erstellt werden.

## Passkeys

mail-passkey-added-subject = Ihrem Konto bei { $app } wurde ein Passkey hinzugefügt
mail-passkey-added-heading = Sie haben einen neuen Passkey
mail-passkey-added-body = Mit dem Passkey „{ $about }“ können Sie sich ab jetzt bei { $app } anmelden.
mail-passkey-added-action = Passkeys ansehen
mail-passkey-added-note = Wenn Sie das nicht waren, entfernen Sie den Passkey und ändern Sie Ihr Passwort.
mail-passkey-removed-subject = Aus Ihrem Konto bei { $app } wurde ein Passkey entfernt
mail-passkey-removed-heading = Ein Passkey wurde entfernt
mail-passkey-removed-body = Mit dem Passkey „{ $about }“ können Sie sich nicht mehr bei { $app } anmelden.
mail-passkey-removed-action = Passkeys ansehen
mail-passkey-removed-note = Wenn Sie das nicht waren, ändern Sie Ihr Passwort und informieren Sie den Support der Anwendung.

## Zweite Faktoren und neue Browser

mail-mfa-enrolled-subject = Eine Authenticator-App schützt Ihr Konto bei { $app }
mail-mfa-enrolled-heading = Eine Authenticator-App wurde eingerichtet
mail-mfa-enrolled-body = Von jetzt an braucht die Anmeldung einen Code aus ihr. Überall sonst sind Sie abgemeldet. Wenn Sie es waren, ist nichts zu tun.
mail-mfa-enrolled-action = Das Konto ansehen
mail-mfa-enrolled-note = Wenn Sie es nicht waren, setzen Sie ein neues Passwort und melden Sie sich beim Support der Anwendung.
mail-mfa-removed-subject = Die Authenticator-App Ihres Kontos bei { $app } wurde entfernt
mail-mfa-removed-heading = Die Authenticator-App wurde entfernt
mail-mfa-removed-body = Die Anmeldung braucht keinen Code mehr aus ihr. Überall sonst sind Sie abgemeldet. Wenn Sie es waren, ist nichts zu tun.
mail-mfa-removed-action = Das Konto ansehen
mail-mfa-removed-note = Wenn Sie es nicht waren, setzen Sie ein neues Passwort und melden Sie sich beim Support der Anwendung.
mail-recovery-codes-made-subject = Neue Wiederherstellungscodes für { $app }
mail-recovery-codes-made-heading = Neue Wiederherstellungscodes wurden erzeugt
mail-recovery-codes-made-body = Die alten gelten nicht mehr. Wenn Sie es waren, ist nichts zu tun.
mail-recovery-codes-made-action = Das Konto ansehen
mail-recovery-codes-made-note = Wenn Sie es nicht waren, setzen Sie ein neues Passwort und melden Sie sich beim Support der Anwendung.
mail-recovery-code-used-subject = Ein Wiederherstellungscode für { $app } wurde verwendet
mail-recovery-code-used-heading = Ein Wiederherstellungscode wurde verwendet
mail-recovery-code-used-body = Er stand für Ihren zweiten Faktor ein und gilt nicht noch einmal. Übrige Codes: { $about }.
mail-recovery-code-used-action = Das Konto ansehen
mail-recovery-code-used-note = Wenn Sie es nicht waren, setzen Sie ein neues Passwort, erzeugen Sie neue Wiederherstellungscodes und melden Sie sich beim Support der Anwendung.
mail-new-device-subject = Sie haben sich bei { $app } mit einem neuen Browser angemeldet
mail-new-device-heading = Ein neuer Browser hat sich angemeldet
mail-new-device-body = Ihr Konto bei { $app } wurde mit einem Browser benutzt, der noch nicht bekannt war: { $about }. Wenn Sie es waren, ist nichts zu tun.
mail-new-device-action = Sehen, wo Sie angemeldet sind
mail-new-device-note = Wenn Sie es nicht waren, melden Sie dort ab und setzen Sie ein neues Passwort.

## A phone number, and the SMS with a code: of letters that every phone shows in one part

mail-phone-added-subject = Ihrem Konto bei { $app } wurde eine Telefonnummer hinzugefügt
mail-phone-added-heading = Eine Telefonnummer wurde hinzugefügt
mail-phone-added-body = { $about } kann jetzt Codes per SMS für Ihr Konto erhalten. Wenn Sie das waren, ist nichts zu tun.
mail-phone-added-action = Konto ansehen
mail-phone-added-note = Wenn Sie das nicht waren, setzen Sie ein neues Passwort und informieren Sie den Support der Anwendung.
mail-phone-removed-subject = Die Telefonnummer Ihres Kontos bei { $app } wurde entfernt
mail-phone-removed-heading = Die Telefonnummer wurde entfernt
mail-phone-removed-body = { $about } erhält keine Codes mehr. Überall sonst sind Sie abgemeldet. Wenn Sie das waren, ist nichts zu tun.
mail-phone-removed-action = Konto ansehen
mail-phone-removed-note = Wenn Sie das nicht waren, setzen Sie ein neues Passwort und informieren Sie den Support der Anwendung.
mail-sms-code = { $code } ist Ihr Code für { $app }. Er gilt { $minutes } Min.
mail-sms-code-short = { $code } ist Ihr Code. Er gilt { $minutes } Min.
