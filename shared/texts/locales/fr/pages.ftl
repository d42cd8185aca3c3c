# What the hosted pages say. One message is one sentence or label; { $name } is filled in.

## Around every page

frame-description = { $app } : connectez-vous et gérez votre compte.
frame-environment = Environnement
frame-development = Développement – ne saisissez pas de données de personnes réelles
frame-privacy = Confidentialité
frame-terms = Conditions d’utilisation
frame-help = Aide
frame-language = Langue
frame-show-password = Afficher le mot de passe
frame-hide-password = Masquer le mot de passe

## Words of several pages

to-client = Continuer vers { $client }
continue = Continuer
change = Modifier
start-again = Recommencer
email-address = Adresse e-mail
name = Nom complet
optional = facultatif
password = Mot de passe
new-password = Nouveau mot de passe
password-hint =
    { $least ->
        [one] Au moins { $least } caractère. L’idéal : quelques mots sans rapport entre eux.
       *[other] Au moins { $least } caractères. L’idéal : quelques mots sans rapport entre eux.
    }
code = Code
sign-in = Se connecter
sign-up = Créer un compte
sign-out = Se déconnecter
signed-in = Connexion réussie
signed-in-as = Compte utilisé : { $email }
use-another-account = Utiliser un autre compte
provider-continue = Continuer avec { $provider }
fields-problem = Vérifiez les champs signalés ci-dessous.
fields-check = Vérifiez les champs ci-dessous.

## Signing in

identifier-new = Pas encore de compte ?
identifier-notice-undone = Votre adresse est rétablie et toutes les sessions sont fermées. Choisissez un nouveau mot de passe ou connectez-vous avec un code.
identifier-notice-password = Votre nouveau mot de passe est enregistré. Utilisez-le pour vous connecter.
chooser-title = Choisissez un compte
password-heading = Saisissez votre mot de passe
password-forgot = Mot de passe oublié ?
password-mail-code = Recevoir plutôt un code par e-mail
password-mail-link = Recevoir plutôt un lien par e-mail
code-heading-sign-in = Consultez vos e-mails
code-heading-sign-up = Confirmez votre adresse
code-heading-setup = Confirmez qu’il s’agit bien de vous
code-expired = L’e-mail envoyé à { $address } n’est plus valable.
code-sent =
    { $minutes ->
        [one] Un code à six chiffres a été envoyé à { $address }. Il est valable { $minutes } minute, dans ce navigateur uniquement.
       *[other] Un code à six chiffres a été envoyé à { $address }. Il est valable { $minutes } minutes, dans ce navigateur uniquement.
    }
code-link-sent =
    { $minutes ->
        [one] Un lien a été envoyé à { $address }. Il est valable { $minutes } minute, dans ce navigateur uniquement.
       *[other] Un lien a été envoyé à { $address }. Il est valable { $minutes } minutes, dans ce navigateur uniquement.
    }
code-send-new = Envoyer un nouveau code
code-send-new-link = Envoyer un nouveau lien
code-wrong-address = Adresse incorrecte ?
connect-title = Confirmez qu’il s’agit bien de vous
connect-why = { $provider } nous a transmis l’adresse { $address }. Confirmez, une seule fois, que cette adresse ou le compte qui l’utilise vous appartient. Vous pourrez ensuite vous connecter avec { $provider }.
connect-mail-code = Recevoir un code par e-mail
connect-password = Saisir mon mot de passe
provider-tested-title = Test du fournisseur
provider-tested-works = { $provider } fonctionne
provider-tested-failed = Le test de { $provider } a échoué
provider-tested-nobody = Personne n’a été connecté et rien n’a été enregistré. Vous pouvez fermer cette page.
provider-tested-cause = La cause :
provider-tested-absent = non envoyé
link-title = Est-ce bien vous ?
link-dead = Ce lien ne fonctionne pas ici
link-sign-in-instead = Se connecter ici

## Signing up

sign-up-have = Déjà un compte ?

## A forgotten password

reset-title = Réinitialisez votre mot de passe
reset-how = Nous vous enverrons un code et un lien par e-mail. Votre mot de passe reste inchangé tant que vous n’utilisez ni l’un ni l’autre.
reset-send = Envoyer
reset-remembered = Vous l’avez retrouvé ?
new-password-title = Choisissez un nouveau mot de passe
new-password-sent = Si un compte existe ici pour { $address }, un code a été envoyé. Il est valable 30 minutes.
new-password-whose = Pour { $address }. Toutes vos sessions seront fermées.
new-password-set = Enregistrer le mot de passe
new-password-nothing = Vous n’avez rien reçu ?
new-password-again = Renvoyer un e-mail

## Consent

consent-title = Autoriser l’accès
consent-heading = Autoriser { $client } ?
consent-who = { $client } ({ $host }) n’est pas édité par { $app }. Cette application souhaite :
consent-scope-openid = Savoir qui vous êtes ici
consent-scope-profile = Voir votre nom, votre photo et votre langue
consent-scope-email = Voir votre adresse e-mail
consent-scope-roles = Voir vos rôles
consent-scope-offline = Conserver son accès en votre absence
consent-scope-other = Utiliser « { $scope } »
consent-allow = Autoriser
consent-deny = Refuser
consent-privacy = Politique de confidentialité de l’application
consent-terms = Conditions d’utilisation de l’application

## On the way

hop-back = Revenez à l’application. Vous pourrez alors fermer cette fenêtre.
hop-open = Ouvrir l’application
hop-on = Vous continuez vers { $host }.
sign-out-title = Se déconnecter du compte { $app } ?
sign-out-stay = Garder la session ouverte
goodbye-title = Déconnexion
goodbye-heading = Déconnexion réussie
goodbye-shared = Sur un ordinateur partagé, fermez aussi cette fenêtre.
sign-in-again = Se reconnecter

## The platform

setup-title = Configurer
setup-heading = Configurez cette plateforme
setup-how = Vous avez reçu une invitation à l’exploiter. Choisissez un mot de passe, puis confirmez votre adresse avec le code que nous vous enverrons par e-mail.
error-home = Retour à { $app }
error-reference = Référence
error-our-side = Une erreur s’est produite de notre côté. Rien n’a été modifié.

## Staying, and what is still missing

identifier-notice-leaving = Votre compte sera supprimé et toutes vos sessions sont fermées. Connectez-vous pour le conserver.
identifier-notice-deleted = Votre compte est supprimé.
reactivate-title = Conserver votre compte ?
reactivate-when = Il sera supprimé le { $day }, avec tout ce qu’il contient.
reactivate-keep = Conserver mon compte
reactivate-leave = Laisser la suppression suivre son cours
step-title = Encore une étape
step-why = { $app } demande ces informations à tout le monde.
terms-agree = J’accepte les conditions d’utilisation
terms-read = Lire les conditions d’utilisation

## An invitation

invited-title = Vous avez une invitation
invited-heading = Invitation à rejoindre { $app }
invited-new = Créez votre compte pour accepter. Votre adresse est déjà confirmée.
invited-create = Accepter et créer le compte
invited-known = Vous avez déjà un compte. Connectez-vous pour accepter.
invited-consent = Acceptez l’invitation avec votre compte.
invited-accept = Accepter

## Proving oneself again

step-up-title = Confirmez que c’est bien vous
step-up-why = La suite est bien protégée : { $app } vous le demande donc encore une fois.
step-up-totp-code = Code de votre application
step-up-recovery-code = Code de récupération
step-up-recovery-hint = Chacun ne fonctionne qu’une fois.
step-up-by-password = Utiliser mon mot de passe
step-up-by-totp = Utiliser mon application d’authentification
step-up-by-recovery-code = Utiliser un code de récupération
step-up-by-passkey = Utiliser une clé d’accès
step-up-by-provider = Se connecter avec mon fournisseur

## Passkeys

passkey-use = Se connecter avec une clé d’accès
passkey-offer-title = Connectez-vous plus vite la prochaine fois
passkey-offer-why = Une clé d’accès vous connecte avec votre empreinte, votre visage ou le code de votre appareil. Elle ne peut pas être devinée, et aucune fausse page ne peut la voler.
passkey-create = Créer une clé d’accès
passkey-later = Pas maintenant
passkey-never = Ne plus demander sur cet appareil

## Un second facteur

mfa-title = Confirmez que c’est vous
mfa-app-how = Six chiffres, de votre application d’authentification pour { $app }.
mfa-recovery-code = Code de récupération
mfa-recovery-how = L’un des codes que vous avez conservés. Chacun sert une fois.
mfa-few-left =
    { $left ->
        [one] Il en reste { $left }.
        [many] Il en reste { $left }.
       *[other] Il en reste { $left }.
    }
mfa-remember =
    { $days ->
        [one] Ne plus demander dans ce navigateur pendant { $days } jour
        [many] Ne plus demander dans ce navigateur pendant { $days } de jours
       *[other] Ne plus demander dans ce navigateur pendant { $days } jours
    }
mfa-use-app = Utiliser l’application d’authentification
mfa-use-recovery = Utiliser un code de récupération
mfa-lost = Plus aucun moyen ? Demandez à l’assistance de l’application.
mfa-setup-title = Configurer un second facteur
mfa-setup-why = Pour continuer, protégez votre compte par un second facteur, en plus de votre façon de vous connecter.
mfa-setup-passkey = Clé d’accès
mfa-setup-app-how = Il vous faut une application d’authentification, ou un gestionnaire de mots de passe qui crée de tels codes.
mfa-setup-begin = Configurer l’application
mfa-scan = Scannez ceci avec votre application d’authentification. Saisissez ensuite les six chiffres qu’elle affiche.
mfa-qr = Code QR pour votre application d’authentification
mfa-key-instead = Saisir plutôt une clé
mfa-key-how = Choisissez « saisir une clé » dans l’application, avec des codes selon l’heure, et saisissez :
mfa-other-key = Créer une autre clé
mfa-codes-title = Conservez vos codes de récupération
mfa-codes-how = Chacun remplace une fois votre second facteur si vous le perdez. Gardez-les là où personne d’autre ne les trouve : ils ne seront plus affichés.
mfa-codes-saved = J’ai conservé ces codes
mfa-codes-gone = Les codes de récupération ne sont plus affichés. Si vous ne les avez pas conservés, créez-en d’autres dans votre compte.
mfa-codes-seen = J’ai compris

## Codes by SMS

mfa-sms-to = Nous envoyons un code à six chiffres au { $phone }.
mfa-sms-send = Recevoir le code
mfa-use-sms = Utiliser un code par SMS
