# What the hosted pages say. One message is one sentence or label; { $name } is filled in.

## Around every page

frame-description = { $app }: anmelden und Konto verwalten.
frame-environment = Umgebung
frame-development = Entwicklungsumgebung – geben Sie keine Daten echter Personen ein
frame-privacy = Datenschutz
frame-terms = Nutzungsbedingungen
frame-help = Hilfe
frame-language = Sprache
frame-show-password = Passwort anzeigen
frame-hide-password = Passwort verbergen

## Words of several pages

to-client = Weiter zu { $client }
continue = Weiter
change = Ändern
start-again = Von vorn beginnen
email-address = E-Mail-Adresse
name = Name
optional = optional
password = Passwort
new-password = Neues Passwort
password-hint = Mindestens { $least } Zeichen. Am besten eignen sich ein paar Wörter ohne Zusammenhang.
code = Code
sign-in = Anmelden
sign-up = Konto erstellen
sign-out = Abmelden
signed-in = Angemeldet
signed-in-as = Angemeldet als { $email }
use-another-account = Anderes Konto verwenden
provider-continue = Weiter mit { $provider }
fields-problem = Prüfen Sie die markierten Angaben.
fields-check = Prüfen Sie die folgenden Felder.

## Signing in

identifier-new = Neu hier?
identifier-notice-undone = Ihre bisherige Adresse gilt wieder, und alle Sitzungen sind beendet. Legen Sie ein neues Passwort fest oder melden Sie sich mit einem Code an.
identifier-notice-password = Ihr neues Passwort ist festgelegt. Melden Sie sich damit an.
chooser-title = Konto auswählen
password-heading = Passwort eingeben
password-forgot = Passwort vergessen?
password-mail-code = Stattdessen Code per E-Mail erhalten
password-mail-link = Stattdessen Link per E-Mail erhalten
code-heading-sign-in = Prüfen Sie Ihre E-Mails
code-heading-sign-up = E-Mail-Adresse bestätigen
code-heading-setup = Bestätigen Sie, dass Sie es sind
code-expired = Die E-Mail an { $address } ist nicht mehr gültig.
code-sent =
    { $minutes ->
        [one] Ein sechsstelliger Code ist unterwegs an { $address }. Er gilt { $minutes } Minute und nur in diesem Browser.
       *[other] Ein sechsstelliger Code ist unterwegs an { $address }. Er gilt { $minutes } Minuten und nur in diesem Browser.
    }
code-link-sent =
    { $minutes ->
        [one] Ein Link ist unterwegs an { $address }. Er gilt { $minutes } Minute und nur in diesem Browser.
       *[other] Ein Link ist unterwegs an { $address }. Er gilt { $minutes } Minuten und nur in diesem Browser.
    }
code-send-new = Neuen Code senden
code-send-new-link = Neuen Link senden
code-wrong-address = Falsche Adresse?
connect-title = Bestätigen Sie, dass Sie es sind
connect-why = { $provider } hat uns die Adresse { $address } übermittelt. Bestätigen Sie einmalig, dass diese Adresse oder das zugehörige Konto Ihnen gehört. Danach können Sie sich mit { $provider } anmelden.
connect-mail-code = Code per E-Mail erhalten
connect-password = Passwort eingeben
provider-tested-title = Test des Anbieters
provider-tested-works = { $provider } funktioniert
provider-tested-failed = Der Test von { $provider } ist fehlgeschlagen
provider-tested-nobody = Niemand wurde angemeldet, und nichts wurde gespeichert. Sie können diese Seite schließen.
provider-tested-cause = Der Grund:
provider-tested-absent = nicht gesendet
link-title = Sind Sie das?
link-dead = Dieser Link funktioniert hier nicht
link-sign-in-instead = Stattdessen hier anmelden

## Signing up

sign-up-have = Sie haben bereits ein Konto?

## A forgotten password

reset-title = Passwort zurücksetzen
reset-how = Wir senden Ihnen einen Code und einen Link per E-Mail. Ihr Passwort bleibt unverändert, bis Sie eines von beiden verwenden.
reset-send = Senden
reset-remembered = Wieder eingefallen?
new-password-title = Neues Passwort festlegen
new-password-sent = Falls es zu { $address } hier ein Konto gibt, ist ein Code unterwegs. Er gilt 30 Minuten.
new-password-whose = Für { $address }. Sie werden anschließend überall abgemeldet.
new-password-set = Passwort festlegen
new-password-nothing = Nichts angekommen?
new-password-again = Erneut senden

## Consent

consent-title = Zugriff zulassen
consent-heading = Zugriff für { $client } zulassen?
consent-who = { $client } ({ $host }) stammt nicht von { $app } und möchte:
consent-scope-openid = Erfahren, wer Sie hier sind
consent-scope-profile = Ihren Namen, Ihr Bild und Ihre Sprache sehen
consent-scope-email = Ihre E-Mail-Adresse sehen
consent-scope-roles = Ihre Rollen sehen
consent-scope-offline = Auch in Ihrer Abwesenheit verbunden bleiben
consent-scope-other = „{ $scope }“ verwenden
consent-allow = Zulassen
consent-deny = Ablehnen
consent-privacy = Datenschutzerklärung der Anwendung
consent-terms = Nutzungsbedingungen der Anwendung

## On the way

hop-back = Öffnen Sie jetzt Ihre App. Danach können Sie dieses Fenster schließen.
hop-open = App öffnen
hop-on = Sie werden zu { $host } weitergeleitet.
sign-out-title = Von { $app } abmelden?
sign-out-stay = Angemeldet bleiben
goodbye-title = Abgemeldet
goodbye-heading = Sie sind abgemeldet
goodbye-shared = Schließen Sie auf einem gemeinsam genutzten Computer auch dieses Fenster.
sign-in-again = Erneut anmelden

## The platform

setup-title = Einrichten
setup-heading = Diese Plattform einrichten
setup-how = Sie wurden eingeladen, sie zu betreiben. Wählen Sie ein Passwort und bestätigen Sie dann Ihre Adresse mit dem Code, den wir Ihnen per E-Mail senden.
error-home = Zurück zu { $app }
error-reference = Referenz
error-our-side = Bei uns ist ein Fehler aufgetreten. Es wurde nichts geändert.

## Staying, and what is still missing

identifier-notice-leaving = Ihr Konto wird gelöscht, und Sie sind überall abgemeldet. Melden Sie sich an, um es zu behalten.
identifier-notice-deleted = Ihr Konto ist gelöscht.
reactivate-title = Konto behalten?
reactivate-when = Es wird am { $day } mit allem, was dazugehört, gelöscht.
reactivate-keep = Konto behalten
reactivate-leave = Löschen lassen
step-title = Noch ein Schritt
step-why = { $app } braucht diese Angaben von allen.
terms-agree = Ich stimme den Nutzungsbedingungen zu
terms-read = Nutzungsbedingungen lesen

## An invitation

invited-title = Sie sind eingeladen
invited-heading = Einladung zu { $app }
invited-new = Erstellen Sie Ihr Konto, um anzunehmen. Ihre Adresse ist bereits bestätigt.
invited-create = Annehmen und Konto erstellen
invited-known = Sie haben bereits ein Konto. Melden Sie sich an, um anzunehmen.
invited-consent = Nehmen Sie die Einladung mit Ihrem Konto an.
invited-accept = Annehmen

## Proving oneself again

step-up-title = Bestätigen Sie, dass Sie es sind
step-up-why = Was jetzt kommt, ist gut geschützt, deshalb fragt { $app } noch einmal nach.
step-up-totp-code = Code aus Ihrer App
step-up-recovery-code = Wiederherstellungscode
step-up-recovery-hint = Jeder davon gilt einmal.
step-up-by-password = Mein Passwort verwenden
step-up-by-totp = Meine Authenticator-App verwenden
step-up-by-recovery-code = Einen Wiederherstellungscode verwenden
step-up-by-passkey = Einen Passkey verwenden
step-up-by-provider = Über meinen Anbieter anmelden

## Passkeys

passkey-use = Mit Passkey anmelden
passkey-offer-title = Nächstes Mal schneller anmelden
passkey-offer-why = Mit einem Passkey melden Sie sich per Fingerabdruck, Gesicht oder Geräte-PIN an. Er lässt sich nicht erraten, und keine gefälschte Seite kann ihn abgreifen.
passkey-create = Passkey erstellen
passkey-later = Nicht jetzt
passkey-never = Auf diesem Gerät nicht mehr fragen

## Ein zweiter Faktor

mfa-title = Bestätigen Sie, dass Sie es sind
mfa-app-how = Sechs Ziffern aus Ihrer Authenticator-App für { $app }.
mfa-recovery-code = Wiederherstellungscode
mfa-recovery-how = Einer der Codes, die Sie gespeichert haben. Jeder gilt einmal.
mfa-few-left =
    { $left ->
        [one] { $left } ist übrig.
       *[other] { $left } sind übrig.
    }
mfa-remember =
    { $days ->
        [one] In diesem Browser { $days } Tag lang nicht mehr fragen
       *[other] In diesem Browser { $days } Tage lang nicht mehr fragen
    }
mfa-use-app = Die Authenticator-App verwenden
mfa-use-recovery = Einen Wiederherstellungscode verwenden
mfa-lost = Geht nichts mehr? Fragen Sie den Support der Anwendung.
mfa-setup-title = Einen zweiten Faktor einrichten
mfa-setup-why = Um fortzufahren, schützen Sie Ihr Konto mit einem zweiten Faktor, zusätzlich zu Ihrer Anmeldung.
mfa-setup-passkey = Passkey
mfa-setup-app-how = Sie brauchen eine Authenticator-App oder einen Passwortmanager, der solche Codes erzeugt.
mfa-setup-begin = Die App einrichten
mfa-scan = Scannen Sie dies mit Ihrer Authenticator-App. Geben Sie dann die sechs Ziffern ein, die sie zeigt.
mfa-qr = QR-Code für Ihre Authenticator-App
mfa-key-instead = Stattdessen einen Schlüssel eintippen
mfa-key-how = Wählen Sie in der App „Schlüssel eingeben“, mit zeitbasierten Codes, und tippen Sie:
mfa-other-key = Einen anderen Schlüssel erzeugen
mfa-codes-title = Speichern Sie Ihre Wiederherstellungs­codes
mfa-codes-how = Jeder davon ersetzt einmal Ihren zweiten Faktor, falls Sie ihn verlieren. Bewahren Sie sie dort auf, wo niemand sonst sie findet: Sie werden nicht noch einmal gezeigt.
mfa-codes-saved = Ich habe diese Codes gespeichert
mfa-codes-gone = Die Wiederherstellungscodes werden nicht mehr gezeigt. Wenn Sie sie nicht gespeichert haben, erzeugen Sie in Ihrem Konto neue.
mfa-codes-seen = Verstanden

## Codes by SMS

mfa-sms-to = Wir senden einen sechsstelligen Code an { $phone }.
mfa-sms-send = Code senden
mfa-use-sms = Code per SMS verwenden
