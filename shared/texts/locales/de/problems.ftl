# What went wrong. The English sentence of said-… is what finds its message; a message called title-… has the title of an error code.

## Fields

said-empty = Geben Sie einen Wert ein.
said-required = Dieses Feld ist erforderlich.
said-long = Verwenden Sie höchstens { $most } Zeichen.
said-invisible = Entfernen Sie die unsichtbaren Zeichen und Steuerzeichen.
said-email = Geben Sie eine E-Mail-Adresse wie name@example.com ein.
said-same-address = Das ist bereits Ihre Adresse.

## Passwords: said one after the other

weak = Wählen Sie ein anderes Passwort.
weak-short = Verwenden Sie mindestens { $least } Zeichen.
weak-long = Verwenden Sie höchstens 128 Zeichen.
weak-breached = Es ist durch ein Datenleck bei einer anderen Website bekannt: Verwenden Sie es nirgends mehr.
weak-personal = Verwenden Sie weder Ihren Namen noch Ihre E-Mail-Adresse noch den Namen der Anwendung.
weak-common = Es ist leicht zu erraten: Verwenden Sie ein paar Wörter ohne Zusammenhang.

## Signing in

said-wrong-password = E-Mail-Adresse und Passwort passen nicht zusammen.
said-locked-minute = Zu viele Versuche. Warten Sie eine Minute oder melden Sie sich mit einem Code per E-Mail an.
said-locked =
    { $minutes ->
        [one] Zu viele Versuche. Warten Sie { $minutes } Minute oder melden Sie sich mit einem Code per E-Mail an.
       *[other] Zu viele Versuche. Warten Sie { $minutes } Minuten oder melden Sie sich mit einem Code per E-Mail an.
    }
said-mail-off = Die Anmeldung per E-Mail ist hier nicht verfügbar. Verwenden Sie Ihr Passwort.
said-password-off = Die Anmeldung mit Passwort ist hier nicht verfügbar. Verwenden Sie einen Code per E-Mail.
said-passwords-off = Passwörter sind hier nicht verfügbar.
said-passwords-off-code = Passwörter sind hier nicht verfügbar. Melden Sie sich mit einem Code per E-Mail an.
said-sent-just-now =
    { $seconds ->
        [one] Gerade eben wurde ein Code gesendet. Warten Sie { $seconds } Sekunde, bevor Sie einen neuen anfordern.
       *[other] Gerade eben wurde ein Code gesendet. Warten Sie { $seconds } Sekunden, bevor Sie einen neuen anfordern.
    }
said-too-slow = Das hat zu lange gedauert. Beginnen Sie von vorn.
said-support = Das hat nicht funktioniert. Wenden Sie sich an den Support der Anwendung.
said-step-done = Dieser Schritt ist bereits erledigt, oder die Adresse wurde inzwischen vergeben. Melden Sie sich an, um fortzufahren.
said-other-browser = Dieser Link funktioniert nur in dem Browser, in dem er angefordert wurde. Kehren Sie dorthin zurück und geben Sie den Code aus der E-Mail ein oder öffnen Sie den Link noch einmal.
said-over = Diese Anmeldung ist beendet oder wurde in einem anderen Browser begonnen. Beginnen Sie von vorn.
said-other-step = Diese Anmeldung ist bei einem anderen Schritt.
said-complete = Diese Anmeldung ist bereits abgeschlossen. Kehren Sie zur Anwendung zurück.
said-code-wrong-last = Der Code ist falsch, und es sind keine Versuche mehr übrig. Fordern Sie einen neuen an.
said-code-wrong-one = Der Code ist falsch. Sie haben noch einen Versuch.
said-code-wrong =
    { $left ->
        [one] Der Code ist falsch. Sie haben noch { $left } Versuch.
       *[other] Der Code ist falsch. Sie haben noch { $left } Versuche.
    }
said-code-old = Dieser Code gilt nicht mehr. Fordern Sie einen neuen an.
said-tries-at-once = Zu viele Versuche auf einmal. Warten Sie einen Moment.
said-link-dead = Dieser Link wurde bereits verwendet, ist abgelaufen oder wurde durch eine neuere E-Mail ersetzt. Fordern Sie einen neuen an.
said-too-often = Zu viele Anfragen. Warten Sie einen Moment und versuchen Sie es dann erneut.
said-busy = Gerade melden sich viele Personen an. Versuchen Sie es gleich noch einmal.
said-whose = Geben Sie zuerst an, um wessen Passwort es geht.
said-step-up-other-way = So können Sie es nicht bestätigen. Nehmen Sie einen anderen Weg.
said-step-up-changed = Ihre Anmeldung hat sich inzwischen geändert: Sie haben sie in einem anderen Tab bestätigt oder wurden abgemeldet. Versuchen Sie es noch einmal.

## Signing up

said-invited-only = Neue Konten gibt es hier nur auf Einladung.
said-domain = Mit Adressen dieser Domain kann hier kein Konto erstellt werden.

## Other providers

said-provider-off = Diese Art der Anmeldung ist hier nicht möglich. Verwenden Sie eine andere.
said-provider-denied = Der Anbieter hat Sie nicht angemeldet. Versuchen Sie es erneut oder melden Sie sich auf andere Weise an.
said-provider-failed = Die Antwort des Anbieters ist nicht vertrauenswürdig. Versuchen Sie es erneut oder melden Sie sich auf andere Weise an.
said-provider-late = Das hat zu lange gedauert, ist bereits erledigt oder wurde in einem anderen Browser begonnen. Versuchen Sie es erneut.
said-provider-closed = Sie haben hier kein Konto, und neue Konten können derzeit nicht erstellt werden.
said-provider-domain = Mit Adressen dieser Domain kann hier kein Konto erstellt werden.
said-provider-account = Sie haben hier bereits ein Konto. Melden Sie sich so an, wie Sie es bisher getan haben.
said-provider-taken = Dieses Konto beim Anbieter gehört hier bereits zu einem anderen Benutzer.
said-provider-limit = Es können keine weiteren Konten verknüpft werden. Trennen Sie zuerst eines.
said-provider-often = Zu viele Anfragen. Warten Sie eine Weile und versuchen Sie es dann erneut.
said-provider-again = Gleichzeitig ist etwas anderes geschehen. Versuchen Sie es erneut.
said-provider-unknown = Diesen Identitätsanbieter gibt es hier nicht.

## More of signing in

said-request-old = Diese Anmeldung hat zu lange gedauert oder wurde verändert. Gehen Sie zur Anwendung zurück und beginnen Sie neu.
said-not-fresh = Bestätigen Sie dafür, dass Sie es sind: Ihre letzte Anmeldung ist zu lange her.
said-too-weak = Bestätigen Sie dafür mit einem zweiten Faktor, dass Sie es sind.
said-provider-new = Mit diesem Konto kann kein neues Konto erstellt werden.

## The own account

said-address-failed = Die Adresse konnte nicht geändert werden. Fordern Sie einen neuen Code an oder wählen Sie eine andere Adresse.
said-last-way = Dies ist Ihre einzige Anmeldemöglichkeit. Richten Sie zuerst eine andere ein.
said-no-session = Diese Sitzung gibt es nicht.
said-this-session = Dies ist Ihre aktuelle Sitzung. Melden Sie sich stattdessen ab.
said-no-connection = Diese Verknüpfung gibt es nicht.
said-other-person = In diesem Browser ist jetzt jemand anderes angemeldet. Es wurde nichts geändert: Kehren Sie zu Ihrem Konto zurück und sehen Sie noch einmal nach.
said-sign-in-first = Melden Sie sich zuerst an.

## Applications

said-redirect = Die Anwendung, von der Sie kommen, hat eine Rückkehradresse angegeben, die sie nicht registriert hat.
said-client = Die Anwendung, von der Sie kommen, ist unbekannt oder deaktiviert.
said-consent-session = Sie sind nicht mehr angemeldet. Kehren Sie zur Anwendung zurück und beginnen Sie von vorn.
said-consent-choose = Wählen Sie „Zulassen“ oder „Ablehnen“.
said-consent-none = Lassen Sie mindestens eine Berechtigung zu oder lehnen Sie ab.
said-application-unknown = Unter dieser Adresse gibt es keine Anwendung. Prüfen Sie die Schreibweise.
said-application-suspended = Diese Anwendung wurde vom Betreiber der Plattform gesperrt.
said-back-and-tell = Kehren Sie zur Anwendung zurück und versuchen Sie es erneut. Wenn es wieder geschieht, teilen Sie dem Support der Anwendung mit, was Sie hier sehen.

## Requests

said-late = Das hat zu lange gedauert. Versuchen Sie es erneut.
said-nothing-here = Unter dieser Adresse gibt es nichts.
said-no-page = Diese Seite gibt es hier nicht.
said-no-thing = Das Gesuchte gibt es hier nicht.
said-form-old = Diese Seite war zu lange geöffnet. Beginnen Sie von vorn; es wurde nichts geändert.
said-no-cookie = Ihr Browser hat kein Cookie gesendet. Lassen Sie Cookies für diese Website zu und laden Sie die Seite dann neu.
said-not-our-page = Diese Anfrage kam nicht von unserer Seite. Gehen Sie zurück, laden Sie die Seite neu und versuchen Sie es erneut.

## Titles of error codes; an unknown one has the last

title-malformed-body = Der Inhalt der Anfrage konnte nicht gelesen werden
title-invalid-host = Der Host-Header ist nicht verwendbar
title-invalid-parameter = Ein Parameter der Anfrage ist ungültig
title-code-invalid = Der Code ist falsch
title-code-expired = Der Code ist abgelaufen
title-link-invalid = Der Link ist nicht mehr gültig
title-wrong-browser = Der Link gehört zu einem anderen Browser
title-invitation-invalid = Die Einladung ist nicht mehr gültig
title-unauthenticated = Eine Anmeldung ist erforderlich
title-invalid-credentials = Die Anmeldung ist fehlgeschlagen
title-tx-expired = Die Anmeldung ist abgelaufen
title-forbidden = Die Berechtigung fehlt
title-csrf-failed = Die Anfrage kam nicht von unserer Seite
title-step-up-required = Eine erneute Anmeldung ist erforderlich
title-application-suspended = Die Anwendung ist gesperrt
title-method-disabled = Diese Anmeldeart ist nicht verfügbar
title-signup-closed = Neue Konten können nicht erstellt werden
title-signup-domain-not-allowed = Mit dieser Domain können keine Konten erstellt werden
title-invitation-wrong-email = Die Einladung gilt für eine andere Adresse
title-not-found = Nicht gefunden
title-application-not-found = Hier gibt es keine Anwendung
title-not-issuer-host = Der Aussteller ist umgezogen
title-method-not-allowed = Die Methode ist hier nicht erlaubt
title-wrong-state = Die Anmeldung ist bei einem anderen Schritt
title-email-taken = Die Adresse wird bereits verwendet
title-email-change-failed = Die Adresse konnte nicht geändert werden
title-last-sign-in-method = Eine Anmeldemöglichkeit muss bestehen bleiben
title-identity-in-use = Die Identität gehört zu einem anderen Benutzer
title-session-is-current = Dies ist die aktuelle Sitzung
title-session-changed = Jetzt ist jemand anderes angemeldet
title-payload-too-large = Der Inhalt der Anfrage ist zu groß
title-uri-too-long = Die URL ist zu lang
title-validation-error = Einige Angaben sind ungültig
title-weak-password = Das Passwort ist zu schwach
title-limit-exceeded = Ein Limit ist erreicht
title-too-many-attempts = Zu viele Versuche
title-rate-limited = Zu viele Anfragen
title-internal-error = Bei uns ist ein Fehler aufgetreten
title-upstream-failed = Ein anderer Dienst hat fehlerhaft geantwortet
title-upstream-timeout = Ein anderer Dienst war zu langsam
title-unavailable = Vorübergehend nicht verfügbar
title-busy = Vorübergehend überlastet
title-invalid-request = Die Anfrage ist ungültig
title-invalid-client = Der Client konnte nicht authentifiziert werden
title-invalid-redirect-uri = Die Redirect-URI ist nicht registriert
title-access-denied = Der Zugriff wurde verweigert
title-other = Etwas ist schiefgelaufen

## The end of an account, and invitations

said-no-deletion = Es ist keine Löschung vorgesehen.
said-keep-or-leave = Wählen Sie, ob das Konto behalten oder gelöscht werden soll.
said-last-admin = Löschen Sie zuerst die Anwendungen Ihres Teams, oder machen Sie jemand anderen zum Administrator.
said-type-address = Geben Sie die Adresse dieses Kontos ein, um es zu löschen.
said-terms = Stimmen Sie den Nutzungsbedingungen zu, um fortzufahren.
said-invitation-over = Diese Einladung wurde bereits verwendet, zurückgezogen oder ist abgelaufen. Bitten Sie die Person, von der sie kam, um eine neue.
said-invitation-other = Diese Einladung gilt für eine andere Adresse. Melden Sie sich hier ab, und öffnen Sie den Link dann erneut.
said-invitation-account = Sie haben bereits ein Konto. Melden Sie sich an, und nehmen Sie dann die Einladung an.
title-last-admin = Ein Administrator muss bleiben

## Passkeys

said-passkey-wrong = Dieser Passkey hat nicht funktioniert. Versuchen Sie es noch einmal oder auf anderem Weg.
said-passkey-off = Passkeys sind hier ausgeschaltet. Nutzen Sie einen anderen Weg.
said-passkey-none = Zu diesem Konto gibt es keinen Passkey. Nutzen Sie einen anderen Weg.
said-passkey-limit = Es können keine weiteren Passkeys hinzugefügt werden. Entfernen Sie zuerst einen.

## Zweite Faktoren

said-factor-wrong = Dieser Code stimmt nicht oder wurde schon verwendet. Warten Sie auf den nächsten.
said-recovery-wrong = Dieser Wiederherstellungscode stimmt nicht oder wurde schon verwendet.
said-factor-unavailable = Auf diese Weise können Sie hier nicht bestätigen. Nehmen Sie eine andere.
said-factor-often = Es wurden zu viele Codes probiert. Warten Sie einen Moment und versuchen Sie es dann noch einmal.
said-factor-off = Authenticator-Apps sind hier ausgeschaltet.
said-factor-there = Es ist schon eine Authenticator-App eingerichtet.
said-factor-none = Es gibt keine Authenticator-App.
said-factor-required = Hier ist ein zweiter Faktor Pflicht. Richten Sie zuerst einen anderen ein.
said-factor-first = Richten Sie zuerst einen zweiten Faktor ein: Wiederherstellungscodes stehen für einen ein.
said-device-none = Ein solches Gerät gibt es nicht.
said-account-changed = Ihr Konto wurde im selben Moment geändert. Sehen Sie es sich noch einmal an.
said-codes-save = Sagen Sie, dass Sie die Codes gespeichert haben.

## Codes by SMS

said-sms-off = Codes per SMS sind hier ausgeschaltet.
said-sms-country = An Nummern dieses Landes werden keine Codes gesendet.
said-sms-wrong = Dieser Code stimmt nicht, oder es wurde ein neuerer gesendet. Sehen Sie in der neuesten Nachricht nach.
said-sms-there = Codes per SMS sind bereits eingerichtet.
said-phone-none = Es gibt keine Telefonnummer.
said-phone-invalid = Das ist keine Telefonnummer. Beginnen Sie mit + und der Landesvorwahl.
