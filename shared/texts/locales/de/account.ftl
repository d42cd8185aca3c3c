# The account portal: what a person sees and changes of their own account.

portal-label = Konto
portal-profile = Profil
portal-security = Sicherheit
portal-connections = Verknüpfungen
portal-sessions = Sitzungen
portal-activity = Aktivität
portal-confirm-first = Bevor Sie hier etwas ändern, bestätigen Sie bitte, dass Sie es sind.

notice-profile = Gespeichert.
notice-password = Ihr Passwort wurde geändert. Sie wurden überall sonst abgemeldet.
notice-code = Ein Code ist unterwegs an die neue Adresse.
notice-email = Ihre Adresse wurde geändert.
notice-disconnected = Die Verknüpfung wurde getrennt.
notice-session = Sie wurden dort abgemeldet.

profile-title = Ihr Profil
profile-heading = Ihr Konto
profile-given-name = Vorname
profile-family-name = Nachname
profile-language = Sprache der E-Mails
profile-language-any = Wie im Browser
profile-save = Speichern

security-how = So melden Sie sich an.
security-code-to = An { $address } gesendeter Code
security-confirm = Neue Adresse bestätigen
security-new-address = Neue Adresse
security-address-hint = Wir senden einen Code an diese Adresse. Ihre bisherige Adresse erhält eine Nachricht, mit der Sie die Änderung 72 Stunden lang rückgängig machen können.
security-change-address = Adresse ändern
security-password-hint = Mindestens { $least } Zeichen. Sie werden überall sonst abgemeldet.
security-change-password = Passwort ändern
security-set-password = Passwort festlegen
security-has-password = Sie haben ein Passwort.
security-no-password = Sie melden sich ohne Passwort an.

connections-what = Konten bei anderen Anbietern, mit denen Sie sich hier anmelden.
connections-none = Es ist kein Konto verknüpft.
connections-disconnect = Trennen
connections-disconnect-one = { $provider } trennen
connections-connect = { $provider } verknüpfen

sessions-heading = Wo Sie angemeldet sind
sessions-this = dieser Browser
sessions-end-one = Abmelden: { $browser }
sessions-end-others = Überall sonst abmelden
sessions-sign-out-here = Hier abmelden
browser-unknown = Unbekannter Browser
browser-on = { $browser } auf { $system }
since = seit { $time }
since-from = seit { $time }, von { $place }

activity-what = Was in den letzten 90 Tagen in Ihrem Konto geschehen ist.
activity-not-you = Sie erkennen etwas nicht wieder?
activity-change-password = Ändern Sie Ihr Passwort; dadurch werden alle anderen abgemeldet.
activity-by-other = nicht von Ihnen
activity-none = Noch keine Einträge.
activity-older = Ältere Einträge

undo-title = Adresse behalten
undo-heading = Adresse behalten?
undo-how = Ihr Konto erhält seine bisherige Adresse zurück, alle Sitzungen werden beendet, und Sie müssen ein neues Passwort festlegen.
undo-keep = Meine Adresse behalten

## What happened

event-signed-in = Angemeldet
event-sign-in-failed = Eine Anmeldung ist fehlgeschlagen
event-locked = Die Anmeldung wurde nach falschen Passwörtern gesperrt
event-unlocked = Die Anmeldung wurde entsperrt
event-created = Das Konto wurde erstellt
event-updated = Das Profil wurde geändert
event-disabled = Das Konto wurde deaktiviert
event-enabled = Das Konto wurde aktiviert
event-password-changed = Das Passwort wurde geändert
event-password-asked = Ein neues Passwort wurde angefordert
event-password-reset = Das Passwort wurde zurückgesetzt
event-email-asked = Eine Änderung der Adresse wurde angefordert
event-email-changed = Die Adresse wurde geändert
event-email-undone = Die Änderung der Adresse wurde rückgängig gemacht
event-role-added = Eine Rolle wurde hinzugefügt
event-role-removed = Eine Rolle wurde entfernt
event-session-stepped-up = Sie haben bestätigt, dass Sie es sind
event-mfa-reset = Die Administration hat Ihre zweiten Faktoren entfernt
event-session-ended = Abgemeldet
event-session-revoked = Eine Sitzung wurde beendet
event-sessions-revoked = Alle Sitzungen wurden beendet
event-grant-created = Eine Anwendung hat Zugriff erhalten
event-grant-revoked = Der Zugriff einer Anwendung wurde beendet
event-consent-granted = Eine Anwendung wurde zugelassen
event-consent-denied = Eine Anwendung wurde abgelehnt
event-consent-withdrawn = Die Zustimmung für eine Anwendung wurde widerrufen
event-token-reused = Ein bereits verwendetes Token wurde erneut vorgelegt; sein Zugriff wurde beendet
event-code-mailed = Ein Code wurde per E-Mail gesendet
event-other = Am Konto wurde etwas geändert

## The own data, and the end of the account

portal-data = Daten
data-title = Ihre Daten
data-confirm-first = Bestätigen Sie zuerst, dass Sie es sind, um hier etwas zu tun.
data-export-heading = Daten mitnehmen
data-export-what = Eine Datei mit Ihrem Profil, Ihren Verknüpfungen und Sitzungen, den Berechtigungen von Anwendungen und den Ereignissen Ihres Kontos.
data-export = Meine Daten herunterladen
data-delete-heading = Konto löschen
data-delete-what = Sie werden überall abgemeldet, und alle Anwendungen verlieren sofort ihren Zugriff.
data-delete-now = Das Konto wird sofort gelöscht und lässt sich nicht wiederherstellen.
data-delete-days =
    { $days ->
        [one] Noch { $days } Tag lang können Sie sich anmelden und es behalten; danach wird es gelöscht und lässt sich nicht wiederherstellen.
       *[other] Noch { $days } Tage lang können Sie sich anmelden und es behalten; danach wird es gelöscht und lässt sich nicht wiederherstellen.
    }
data-type-address = Geben Sie zur Bestätigung Ihre Adresse ein
data-type-id = Geben Sie zur Bestätigung { $id } ein
data-delete = Mein Konto löschen
event-deletion-scheduled = Löschung des Kontos angefordert
event-deletion-cancelled = Konto behalten
event-exported = Daten heruntergeladen

passkeys-title = Passkeys
passkeys-what = Mit einem Passkey melden Sie sich per Fingerabdruck, Gesicht oder Geräte-PIN an.
passkeys-none = Sie haben keinen Passkey.
passkeys-add = Passkey hinzufügen
passkeys-needs-script = Um einen Passkey hinzuzufügen, erlauben Sie dieser Seite Skripte.
passkeys-added = hinzugefügt am { $day }
passkeys-used = zuletzt verwendet am { $day }
passkeys-unused = noch nie verwendet
passkeys-synced = auf mehreren Geräten
passkeys-bound = nur auf einem Gerät
passkeys-name = Name
passkeys-rename = Umbenennen
passkeys-rename-one = { $name } umbenennen
passkeys-remove = Entfernen
passkeys-remove-one = { $name } entfernen
notice-passkey-added = Ihr Passkey ist bereit.
notice-passkey-renamed = Umbenannt.
notice-passkey-removed = Entfernt. Mit ihm meldet sich niemand mehr an.
event-passkey-added = Ein Passkey wurde hinzugefügt
event-passkey-renamed = Ein Passkey wurde umbenannt
event-passkey-removed = Ein Passkey wurde entfernt
event-passkey-copied = Ein möglicherweise kopierter Passkey wurde abgewiesen

## Ein zweiter Faktor und gemerkte Browser

mfa-heading = Zweiter Faktor
mfa-what = Ein Code von Ihrem Telefon, zusätzlich zu Ihrer Anmeldung.
mfa-app = Authenticator-App
mfa-since = eingerichtet am { $day }
mfa-none = Es ist keine Authenticator-App eingerichtet.
mfa-add = Eine Authenticator-App einrichten
mfa-replace = Zu einer anderen App wechseln
mfa-remove = Die App entfernen
mfa-stays = Hier ist ein zweiter Faktor Pflicht: Sie können zu einer anderen App wechseln, sie aber nicht entfernen.
mfa-codes = Wiederherstellungscodes
mfa-codes-left =
    { $left ->
        [one] { $left } Wiederherstellungscode ist übrig.
       *[other] { $left } Wiederherstellungscodes sind übrig.
    }
mfa-new-codes = Neue Wiederherstellungscodes erzeugen
mfa-new-codes-how = Die alten gelten dann nicht mehr.
mfa-manage = Den zweiten Faktor ändern
notice-mfa = Ihre Authenticator-App ist eingerichtet. Überall sonst sind Sie abgemeldet.
notice-mfa-removed = Die App ist entfernt. Überall sonst sind Sie abgemeldet.
notice-codes-saved = Ihre Wiederherstellungscodes sind bereit.
notice-device = Vergessen.
devices-heading = Gemerkte Browser
devices-trusted = kein zweiter Faktor bis { $day }
devices-forget = Vergessen
devices-forget-one = { $browser } vergessen
event-mfa-enrolled = Eine Authenticator-App wurde eingerichtet
event-mfa-removed = Die Authenticator-App wurde entfernt
event-codes-made = Neue Wiederherstellungscodes wurden erzeugt
event-code-used = Ein Wiederherstellungscode wurde verwendet
event-mfa-asked = Nach einem zweiten Faktor wurde gefragt
event-mfa-given = Ein zweiter Faktor wurde angegeben
event-mfa-failed = Ein zweiter Faktor war falsch
event-device-trusted = Ein Browser wurde gemerkt
event-device-forgotten = Ein Browser wurde vergessen
