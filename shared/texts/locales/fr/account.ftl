# The account portal: what a person sees and changes of their own account.

portal-label = Compte
portal-profile = Profil
portal-security = Sécurité
portal-connections = Comptes associés
portal-sessions = Sessions
portal-activity = Activité
portal-confirm-first = Pour modifier ces informations, confirmez d’abord qu’il s’agit bien de vous.

notice-profile = Modifications enregistrées.
notice-password = Votre mot de passe a été modifié. Vos autres sessions ont été fermées.
notice-code = Un code a été envoyé à la nouvelle adresse.
notice-email = Votre adresse a été modifiée.
notice-disconnected = Le compte a été dissocié.
notice-session = La session a été fermée.

profile-title = Votre profil
profile-heading = Votre compte
profile-given-name = Prénom
profile-family-name = Nom de famille
profile-language = Langue des e-mails
profile-language-any = Celle du navigateur
profile-save = Enregistrer

security-how = Vos moyens de connexion.
security-code-to = Code envoyé à { $address }
security-confirm = Confirmer la nouvelle adresse
security-new-address = Nouvelle adresse
security-address-hint = Un code y sera envoyé. Votre adresse actuelle recevra un message permettant d’annuler le changement pendant 72 heures.
security-change-address = Modifier l’adresse
security-password-hint =
    { $least ->
        [one] Au moins { $least } caractère. Vos autres sessions seront fermées.
       *[other] Au moins { $least } caractères. Vos autres sessions seront fermées.
    }
security-change-password = Modifier le mot de passe
security-set-password = Définir un mot de passe
security-has-password = Vous avez un mot de passe.
security-no-password = Vous vous connectez sans mot de passe.

connections-what = Comptes externes avec lesquels vous vous connectez ici.
connections-none = Aucun compte associé.
connections-disconnect = Dissocier
connections-disconnect-one = Dissocier { $provider }
connections-connect = Associer { $provider }

sessions-heading = Vos sessions ouvertes
sessions-this = ce navigateur
sessions-end-one = Se déconnecter : { $browser }
sessions-end-others = Fermer toutes les autres sessions
sessions-sign-out-here = Se déconnecter ici
browser-unknown = Navigateur inconnu
browser-on = { $browser } sur { $system }
since = depuis le { $time }
since-from = depuis le { $time }, via { $place }

activity-what = Ce qui s’est passé sur votre compte au cours des 90 derniers jours.
activity-not-you = Vous ne reconnaissez pas une activité ?
activity-change-password = Modifiez votre mot de passe : toutes les autres sessions seront fermées.
activity-by-other = pas par vous
activity-none = Aucune activité pour l’instant.
activity-older = Activité plus ancienne

undo-title = Conserver votre adresse
undo-heading = Conserver votre adresse ?
undo-how = Votre compte retrouve son ancienne adresse, toutes les sessions sont fermées et un nouveau mot de passe doit être défini.
undo-keep = Conserver mon adresse

## What happened

event-signed-in = Connexion
event-sign-in-failed = Échec de connexion
event-locked = Connexion bloquée après plusieurs mots de passe incorrects
event-unlocked = Connexion débloquée
event-created = Compte créé
event-updated = Profil modifié
event-disabled = Compte désactivé
event-enabled = Compte activé
event-password-changed = Mot de passe modifié
event-password-asked = Nouveau mot de passe demandé
event-password-reset = Mot de passe réinitialisé
event-email-asked = Changement d’adresse demandé
event-email-changed = Adresse modifiée
event-email-undone = Changement d’adresse annulé
event-role-added = Rôle ajouté
event-role-removed = Rôle retiré
event-session-stepped-up = Vous avez confirmé que c’était bien vous
event-mfa-reset = L’administration a supprimé vos seconds facteurs
event-session-ended = Déconnexion
event-session-revoked = Session fermée
event-sessions-revoked = Fermeture de toutes les sessions
event-grant-created = Accès accordé à une application
event-grant-revoked = Accès retiré à une application
event-consent-granted = Application autorisée
event-consent-denied = Application refusée
event-consent-withdrawn = Autorisation retirée à une application
event-token-reused = Jeton déjà utilisé présenté à nouveau ; son accès a été retiré
event-code-mailed = Code envoyé par e-mail
event-other = Modification du compte

## The own data, and the end of the account

portal-data = Données
data-title = Vos données
data-confirm-first = Confirmez d’abord votre identité pour agir ici.
data-export-heading = Emporter vos données
data-export-what = Un fichier avec votre profil, vos connexions, vos sessions, les autorisations des applications et l’historique de votre compte.
data-export = Télécharger mes données
data-delete-heading = Supprimer le compte
data-delete-what = Toutes vos sessions seront fermées et chaque application perdra aussitôt son accès.
data-delete-now = Le compte est supprimé aussitôt, sans retour possible.
data-delete-days =
    { $days ->
        [one] Pendant { $days } jour, vous pouvez vous connecter et le conserver ; ensuite il est supprimé, sans retour possible.
       *[other] Pendant { $days } jours, vous pouvez vous connecter et le conserver ; ensuite il est supprimé, sans retour possible.
    }
data-type-address = Saisissez votre adresse pour confirmer
data-type-id = Saisissez { $id } pour confirmer
data-delete = Supprimer mon compte
event-deletion-scheduled = Suppression du compte demandée
event-deletion-cancelled = Compte conservé
event-exported = Données téléchargées

passkeys-title = Clés d’accès
passkeys-what = Une clé d’accès vous connecte avec votre empreinte, votre visage ou le code de votre appareil.
passkeys-none = Vous n’avez aucune clé d’accès.
passkeys-add = Ajouter une clé d’accès
passkeys-needs-script = Pour ajouter une clé d’accès, autorisez les scripts sur cette page.
passkeys-added = ajoutée le { $day }
passkeys-used = utilisée pour la dernière fois le { $day }
passkeys-unused = jamais utilisée
passkeys-synced = sur plusieurs appareils
passkeys-bound = sur un seul appareil
passkeys-name = Nom
passkeys-rename = Renommer
passkeys-rename-one = Renommer { $name }
passkeys-remove = Supprimer
passkeys-remove-one = Supprimer { $name }
notice-passkey-added = Votre clé d’accès est prête.
notice-passkey-renamed = Renommée.
notice-passkey-removed = Supprimée. Elle ne connecte plus personne.
event-passkey-added = Une clé d’accès a été ajoutée
event-passkey-renamed = Une clé d’accès a été renommée
event-passkey-removed = Une clé d’accès a été supprimée
event-passkey-copied = Une clé d’accès peut-être copiée a été refusée

## Un second facteur, et les navigateurs mémorisés

mfa-heading = Second facteur
mfa-what = Un code de votre téléphone, en plus de votre façon de vous connecter.
mfa-app = Application d’authentification
mfa-since = configurée le { $day }
mfa-none = Aucune application d’authentification n’est configurée.
mfa-add = Configurer une application d’authentification
mfa-replace = Passer à une autre application
mfa-remove = Retirer l’application
mfa-stays = Un second facteur est exigé ici : vous pouvez passer à une autre application, mais pas la retirer.
mfa-codes = Codes de récupération
mfa-codes-left =
    { $left ->
        [one] Il reste { $left } code de récupération.
        [many] Il reste { $left } de codes de récupération.
       *[other] Il reste { $left } codes de récupération.
    }
mfa-new-codes = Créer de nouveaux codes de récupération
mfa-new-codes-how = Les anciens cessent de fonctionner.
mfa-manage = Changer le second facteur
notice-mfa = Votre application d’authentification est configurée. Vous êtes déconnecté partout ailleurs.
notice-mfa-removed = L’application est retirée. Vous êtes déconnecté partout ailleurs.
notice-codes-saved = Vos codes de récupération sont prêts.
notice-device = Oublié.
devices-heading = Navigateurs mémorisés
devices-trusted = sans second facteur jusqu’au { $day }
devices-forget = Oublier
devices-forget-one = Oublier { $browser }
event-mfa-enrolled = Une application d’authentification a été configurée
event-mfa-removed = L’application d’authentification a été retirée
event-codes-made = De nouveaux codes de récupération ont été créés
event-code-used = Un code de récupération a été utilisé
event-mfa-asked = Un second facteur a été demandé
event-mfa-given = Un second facteur a été donné
event-mfa-failed = Un second facteur était incorrect
event-device-trusted = Un navigateur a été mémorisé
event-device-forgotten = Un navigateur a été oublié
