# What went wrong. The English sentence of said-… is what finds its message; a message called title-… has the title of an error code.

## Fields

said-empty = Saisissez une valeur.
said-required = Ce champ est obligatoire.
said-long =
    { $most ->
        [one] Utilisez au maximum { $most } caractère.
       *[other] Utilisez au maximum { $most } caractères.
    }
said-invisible = Supprimez les caractères invisibles ou de contrôle.
said-email = Saisissez une adresse e-mail du type name@example.com.
said-same-address = C’est déjà votre adresse.

## Passwords: said one after the other

weak = Choisissez un autre mot de passe.
weak-short =
    { $least ->
        [one] Utilisez au moins { $least } caractère.
       *[other] Utilisez au moins { $least } caractères.
    }
weak-long = Utilisez au maximum 128 caractères.
weak-breached = Il figure dans une fuite de données d’un autre site : ne l’utilisez plus nulle part.
weak-personal = N’utilisez ni votre nom, ni votre adresse e-mail, ni le nom de l’application.
weak-common = Il est facile à deviner : utilisez quelques mots sans rapport entre eux.

## Signing in

said-wrong-password = L’adresse e-mail et le mot de passe ne correspondent pas.
said-locked-minute = Trop de tentatives. Patientez une minute ou connectez-vous avec un code reçu par e-mail.
said-locked =
    { $minutes ->
        [one] Trop de tentatives. Patientez { $minutes } minute ou connectez-vous avec un code reçu par e-mail.
       *[other] Trop de tentatives. Patientez { $minutes } minutes ou connectez-vous avec un code reçu par e-mail.
    }
said-mail-off = La connexion par e-mail n’est pas disponible ici. Utilisez votre mot de passe.
said-password-off = La connexion par mot de passe n’est pas disponible ici. Utilisez un code reçu par e-mail.
said-passwords-off = Les mots de passe ne sont pas disponibles ici.
said-passwords-off-code = Les mots de passe ne sont pas disponibles ici. Connectez-vous avec un code reçu par e-mail.
said-sent-just-now =
    { $seconds ->
        [one] Un code vient d’être envoyé. Patientez { $seconds } seconde avant d’en demander un nouveau.
       *[other] Un code vient d’être envoyé. Patientez { $seconds } secondes avant d’en demander un nouveau.
    }
said-too-slow = L’opération a pris trop de temps. Recommencez.
said-support = L’opération a échoué. Contactez le support de l’application.
said-step-done = Cette étape est déjà terminée, ou l’adresse a été prise entre-temps. Connectez-vous pour continuer.
said-other-browser = Ce lien ne fonctionne que dans le navigateur où il a été demandé. Retournez-y, puis saisissez le code reçu par e-mail ou ouvrez de nouveau le lien.
said-over = Cette connexion est terminée ou a été commencée dans un autre navigateur. Recommencez.
said-other-step = Cette connexion en est à une autre étape.
said-complete = Cette connexion est déjà terminée. Revenez à l’application.
said-code-wrong-last = Ce code est incorrect et il ne vous reste aucune tentative. Demandez un nouveau code.
said-code-wrong-one = Ce code est incorrect. Il vous reste une tentative.
said-code-wrong =
    { $left ->
        [one] Ce code est incorrect. Il vous reste { $left } tentative.
       *[other] Ce code est incorrect. Il vous reste { $left } tentatives.
    }
said-code-old = Ce code n’est plus valable. Demandez-en un nouveau.
said-tries-at-once = Trop de tentatives à la fois. Patientez un instant.
said-link-dead = Ce lien a déjà été utilisé, a expiré ou a été remplacé par un e-mail plus récent. Demandez-en un nouveau.
said-too-often = Trop de demandes. Patientez un instant, puis réessayez.
said-busy = De nombreuses personnes se connectent en ce moment. Réessayez dans un instant.
said-whose = Indiquez d’abord à qui appartient le mot de passe.
said-step-up-other-way = Vous ne pouvez pas le confirmer de cette façon. Utilisez-en une autre.
said-step-up-changed = Votre connexion a changé entre-temps : vous l’avez confirmée dans un autre onglet, ou vous avez été déconnecté. Réessayez.

## Signing up

said-invited-only = Les nouveaux comptes sont créés uniquement sur invitation.
said-domain = Les adresses de ce domaine ne permettent pas de créer un compte ici.

## Other providers

said-provider-off = Ce mode de connexion n’est pas disponible ici. Utilisez-en un autre.
said-provider-denied = Le fournisseur n’a pas validé votre connexion. Réessayez ou utilisez un autre moyen.
said-provider-failed = La réponse du fournisseur n’est pas fiable. Réessayez ou utilisez un autre moyen.
said-provider-late = L’opération a pris trop de temps, est déjà terminée ou a été commencée dans un autre navigateur. Réessayez.
said-provider-closed = Vous n’avez pas de compte ici et il n’est pas possible d’en créer.
said-provider-domain = Les adresses de ce domaine ne permettent pas de créer un compte ici.
said-provider-account = Vous avez déjà un compte ici. Connectez-vous de la même façon qu’auparavant.
said-provider-taken = Ce compte du fournisseur est déjà associé à un autre utilisateur.
said-provider-limit = Impossible d’associer d’autres comptes. Commencez par en dissocier un.
said-provider-often = Trop de demandes. Patientez un moment, puis réessayez.
said-provider-again = Une autre opération a eu lieu au même moment. Réessayez.
said-provider-unknown = Ce fournisseur d’identité n’existe pas ici.

## More of signing in

said-request-old = Cette connexion a pris trop de temps ou a été modifiée. Revenez à l’application et recommencez.
said-not-fresh = Confirmez que c’est bien vous pour faire cela : votre dernière connexion est trop ancienne.
said-too-weak = Confirmez que c’est bien vous par un second facteur pour faire cela.
said-provider-new = Ce compte ne permet pas d’en ouvrir un nouveau ici.

## The own account

said-address-failed = L’adresse n’a pas pu être modifiée. Demandez un nouveau code ou choisissez une autre adresse.
said-last-way = C’est votre seul moyen de connexion. Commencez par en configurer un autre.
said-no-session = Cette session n’existe pas.
said-this-session = C’est la session que vous utilisez. Déconnectez-vous plutôt.
said-no-connection = Ce compte associé n’existe pas.
said-other-person = Un autre compte est maintenant connecté dans ce navigateur. Rien n’a été modifié : revenez à votre compte et vérifiez de nouveau.
said-sign-in-first = Connectez-vous d’abord.

## Applications

said-redirect = L’application d’où vous venez a demandé un retour vers une adresse qu’elle n’a pas enregistrée.
said-client = L’application d’où vous venez est inconnue ou désactivée.
said-consent-session = Votre session est fermée. Revenez à l’application et recommencez.
said-consent-choose = Choisissez « Autoriser » ou « Refuser ».
said-consent-none = Accordez au moins une autorisation, ou refusez.
said-application-unknown = Il n’y a pas d’application à cette adresse. Vérifiez l’orthographe.
said-application-suspended = Cette application a été suspendue par l’exploitant de la plateforme.
said-back-and-tell = Revenez à l’application et réessayez. Si le problème persiste, indiquez à son support ce que vous voyez ici.

## Requests

said-late = L’opération a pris trop de temps. Réessayez.
said-nothing-here = Il n’y a rien à cette adresse.
said-no-page = Cette page n’existe pas ici.
said-no-thing = Cet élément n’existe pas ici.
said-form-old = Cette page est restée ouverte trop longtemps. Recommencez ; rien n’a été modifié.
said-no-cookie = Votre navigateur n’a envoyé aucun cookie. Autorisez les cookies pour ce site, puis rechargez la page.
said-not-our-page = Cette demande ne provient pas de notre page. Revenez en arrière, rechargez la page et réessayez.

## Titles of error codes; an unknown one has the last

title-malformed-body = Le contenu de la requête n’a pas pu être lu
title-invalid-host = L’en-tête Host est inutilisable
title-invalid-parameter = Un paramètre de la requête n’est pas valide
title-code-invalid = Le code est incorrect
title-code-expired = Le code a expiré
title-link-invalid = Le lien n’est plus valable
title-wrong-browser = Le lien appartient à un autre navigateur
title-invitation-invalid = L’invitation n’est plus valable
title-unauthenticated = Une connexion est nécessaire
title-invalid-credentials = La connexion a échoué
title-tx-expired = La connexion a expiré
title-forbidden = Autorisation manquante
title-csrf-failed = La demande ne provient pas de notre page
title-step-up-required = Une nouvelle connexion est nécessaire
title-application-suspended = L’application est suspendue
title-method-disabled = Ce mode de connexion est désactivé
title-signup-closed = La création de comptes n’est pas ouverte
title-signup-domain-not-allowed = La création de comptes n’est pas ouverte à ce domaine
title-invitation-wrong-email = L’invitation concerne une autre adresse
title-not-found = Introuvable
title-application-not-found = Il n’y a pas d’application ici
title-not-issuer-host = L’émetteur a changé d’adresse
title-method-not-allowed = La méthode n’est pas autorisée ici
title-wrong-state = La connexion en est à une autre étape
title-email-taken = L’adresse est déjà utilisée
title-email-change-failed = L’adresse n’a pas pu être modifiée
title-last-sign-in-method = Au moins un moyen de connexion doit rester
title-identity-in-use = L’identité appartient à un autre utilisateur
title-session-is-current = C’est la session en cours
title-session-changed = Un autre compte est maintenant connecté
title-payload-too-large = Le contenu de la requête est trop volumineux
title-uri-too-long = L’URL est trop longue
title-validation-error = Certaines valeurs ne sont pas valides
title-weak-password = Le mot de passe est trop faible
title-limit-exceeded = Une limite est atteinte
title-too-many-attempts = Trop de tentatives
title-rate-limited = Trop de requêtes
title-internal-error = Une erreur s’est produite de notre côté
title-upstream-failed = Un autre service a mal répondu
title-upstream-timeout = Un autre service a mis trop de temps à répondre
title-unavailable = Temporairement indisponible
title-busy = Temporairement surchargé
title-invalid-request = La requête n’est pas valide
title-invalid-client = Le client n’a pas pu être authentifié
title-invalid-redirect-uri = L’URI de redirection n’est pas enregistrée
title-access-denied = L’accès a été refusé
title-other = Une erreur s’est produite

## The end of an account, and invitations

said-no-deletion = Aucune suppression n’est prévue.
said-keep-or-leave = Choisissez de conserver le compte ou de le laisser supprimer.
said-last-admin = Supprimez d’abord les applications de votre équipe, ou nommez un autre administrateur.
said-type-address = Saisissez l’adresse de ce compte pour le supprimer.
said-terms = Acceptez les conditions d’utilisation pour continuer.
said-invitation-over = Cette invitation a été utilisée, annulée ou a expiré. Demandez-en une nouvelle à la personne qui l’a envoyée.
said-invitation-other = Cette invitation concerne une autre adresse. Déconnectez-vous ici, puis ouvrez de nouveau le lien.
said-invitation-account = Vous avez déjà un compte. Connectez-vous, puis acceptez l’invitation.
title-last-admin = Un administrateur doit rester

## Passkeys

said-passkey-wrong = Cette clé d’accès n’a pas fonctionné. Réessayez ou utilisez un autre moyen.
said-passkey-off = Les clés d’accès sont désactivées ici. Utilisez un autre moyen.
said-passkey-none = Ce compte n’a aucune clé d’accès. Utilisez un autre moyen.
said-passkey-limit = Impossible d’ajouter d’autres clés d’accès. Supprimez-en une d’abord.

## Seconds facteurs

said-factor-wrong = Ce code n’est pas correct, ou a déjà servi. Attendez le suivant.
said-recovery-wrong = Ce code de récupération n’est pas correct, ou a déjà servi.
said-factor-unavailable = Ce moyen de confirmer ne vous est pas ouvert. Utilisez-en un autre.
said-factor-often = Trop de codes ont été essayés. Attendez un instant, puis réessayez.
said-factor-off = Les applications d’authentification sont désactivées ici.
said-factor-there = Une application d’authentification est déjà configurée.
said-factor-none = Il n’y a pas d’application d’authentification.
said-factor-required = Un second facteur est exigé ici. Configurez-en d’abord un autre.
said-factor-first = Configurez d’abord un second facteur : les codes de récupération en tiennent lieu.
said-device-none = Cet appareil n’existe pas.
said-account-changed = Votre compte a été modifié au même moment. Regardez-le à nouveau.
said-codes-save = Dites que vous avez conservé les codes.

## Codes by SMS

said-sms-off = Les codes par SMS sont désactivés ici.
said-sms-country = Aucun code n’est envoyé aux numéros de ce pays.
said-sms-wrong = Ce code n’est pas correct, ou un plus récent a été envoyé. Regardez le message le plus récent.
said-sms-there = Les codes par SMS sont déjà configurés.
said-phone-none = Il n’y a pas de numéro de téléphone.
said-phone-invalid = Ce n’est pas un numéro de téléphone. Commencez par + et l’indicatif du pays.
