# What mails say around their code or link. { $app } is the application's name, { $life } one of the first two messages.

mail-life-minutes =
    { $minutes ->
        [one] { $minutes } minute
       *[other] { $minutes } minutes
    }
mail-life-hours =
    { $hours ->
        [one] { $hours } heure
       *[other] { $hours } heures
    }

## How a code or link is used

mail-how-code = Saisissez ce code là où vous avez commencé. Il est valable { $life } et ne peut servir qu’une fois.
mail-how-link = Ouvrez le lien dans le navigateur où vous avez commencé. Il est valable { $life } et ne peut servir qu’une fois.
mail-how-both = Saisissez ce code là où vous avez commencé, ou ouvrez le lien dans le même navigateur. Ils sont valables { $life } et ne peuvent servir qu’une fois.
mail-action-sign-in = Se connecter
mail-action-confirm = Confirmer l’adresse

## A code that signs in

mail-sign-in-code-subject = { $code } est votre code pour { $app }
mail-sign-in-code-heading = Connexion à { $app }
mail-sign-in-code-note = Si ce n’était pas vous, ignorez cet e-mail : sans le code, personne ne peut se connecter. Ne le communiquez à personne, pas même à nous.
mail-sign-in-link-subject = Connexion à { $app }
mail-sign-in-link-note = Si ce n’était pas vous, ignorez cet e-mail : le lien ne fonctionne que dans le navigateur où il a été demandé.

## Somebody who is signed in

mail-step-up-code-subject = { $code } confirme que c’est bien vous sur { $app }
mail-step-up-code-heading = Confirmez que c’est bien vous
mail-step-up-code-note = Si ce n’était pas vous, quelqu’un est connecté à votre compte : déconnectez-vous partout et définissez un nouveau mot de passe. Ne communiquez le code à personne, pas même à nous.

## A sign-up

mail-sign-up-code-subject = { $code } est votre code de confirmation pour { $app }
mail-sign-up-link-subject = Confirmez votre adresse pour { $app }
mail-sign-up-code-heading = Bienvenue sur { $app }
mail-sign-up-code-note = Si ce n’était pas vous, ignorez cet e-mail : sans confirmation de votre part, aucun compte ne sera créé.
mail-sign-up-link-note = Si ce n’était pas vous, ignorez cet e-mail : sans confirmation de votre part, aucun compte ne sera créé.
mail-already-registered-subject = Vous avez déjà un compte { $app }
mail-already-registered-heading = Vous avez déjà un compte
mail-already-registered-body = Quelqu’un, probablement vous, a essayé de créer un compte { $app } avec cette adresse. Or un compte y est déjà associé : il vous suffit de vous connecter.
mail-already-registered-note = Si ce n’était pas vous, ignorez cet e-mail. Rien n’a été modifié.

## Passwords

mail-reset-password-subject = Choisissez un nouveau mot de passe pour { $app }
mail-reset-password-heading = Choisissez un nouveau mot de passe
mail-reset-password-body = Saisissez ce code là où vous l’avez demandé, ou ouvrez le lien. Ils sont valables { $life } et ne peuvent servir qu’une fois.
mail-reset-password-action = Choisir un nouveau mot de passe
mail-reset-password-note = Si ce n’était pas vous, ignorez cet e-mail : votre mot de passe reste inchangé. Ne communiquez le code à personne, pas même à nous.
mail-password-changed-subject = Votre mot de passe pour { $app } a été modifié
mail-password-changed-heading = Votre mot de passe a été modifié
mail-password-changed-body = Vos autres sessions ont été fermées. Si c’était vous, vous n’avez rien à faire.
mail-password-changed-action = Ce n’était pas moi – choisir un nouveau mot de passe
mail-password-changed-note = Vous recevez cet e-mail car il concerne la sécurité de votre compte { $app }.

## Another address

mail-email-change-code-subject = { $code } est le code pour votre nouvelle adresse sur { $app }
mail-email-change-code-heading = Confirmez votre nouvelle adresse
mail-email-change-code-note = Si ce n’était pas vous, ignorez cet e-mail : sans le code, rien ne change.
mail-email-change-notice-subject = L’adresse e-mail de votre compte { $app } va changer
mail-email-change-notice-heading = L’adresse e-mail de votre compte va changer
mail-email-change-notice-body = Quelqu’un, probablement vous, a demandé que l’adresse de votre compte devienne { $about }. Si c’était vous, vous n’avez rien à faire.
mail-email-change-notice-action = Ce n’était pas moi – conserver cette adresse
mail-email-change-notice-note = Le lien est valable { $life }. Il rétablit cette adresse et ferme toutes les sessions.

## Accounts elsewhere

mail-identity-linked-subject = Vous pouvez désormais vous connecter à { $app } avec { $about }
mail-identity-linked-heading = Votre compte est maintenant associé à { $about }
mail-identity-linked-body = Quelqu’un, probablement vous, s’est connecté à { $app } avec un compte { $about } qui utilise cette adresse. Vous pouvez désormais vous connecter avec ce compte.
mail-identity-linked-action = Voir mon compte
mail-identity-linked-note = Si ce n’était pas vous, supprimez cette association dans votre compte et prévenez le support de l’application.

## For those who run the platform or an application

mail-operator-code-subject = { $code } est votre code de confirmation pour { $app }
mail-operator-code-heading = Exploitation de la plateforme { $app }
mail-operator-code-note = Si ce n’était pas vous, prévenez la personne qui exploite cette installation.
mail-operator-invitation-subject = Invitation à exploiter la plateforme { $app }
mail-operator-invitation-heading = Exploitation de la plateforme { $app }
mail-operator-invitation-body = Vous avez reçu une invitation à exploiter cette installation de la plateforme { $app }. Le lien est valable { $life } et ne peut servir qu’une fois.
mail-operator-invitation-action = Configurer mon compte
mail-operator-invitation-note = Si vous ne vous attendiez pas à cet e-mail, ignorez-le : sans accès à votre messagerie, personne ne peut utiliser l’invitation.
mail-domain-degraded-subject = Il manque un enregistrement DNS pour { $about }
mail-domain-degraded-heading = Il manque un enregistrement DNS pour { $about }
mail-domain-degraded-body = Les enregistrements DNS dont { $about } a besoin pour { $app } ont changé. Le domaine fonctionne encore ; si les enregistrements ne sont pas rétablis, il cessera de fonctionner au bout de 14 jours.
mail-domain-degraded-action = Voir l’enregistrement concerné
mail-domain-degraded-note = Vous recevez cet e-mail car vous administrez l’équipe à laquelle appartient l’application.

## Second factors taken away

mail-mfa-reset-subject = Les seconds facteurs de votre compte { $app } ont été supprimés
mail-mfa-reset-heading = Vos seconds facteurs ont été supprimés
mail-mfa-reset-body = L’administration les a supprimés, et vous êtes déconnecté partout. Désormais, vous vous connectez sans eux, jusqu’à ce que vous en configuriez un nouveau.
mail-mfa-reset-action = Voir votre compte
mail-mfa-reset-note = Si vous ne l’avez pas demandé, prévenez l’assistance de l’application.

## An invitation, and the end of an account

mail-life-days =
    { $days ->
        [one] { $days } jour
       *[other] { $days } jours
    }
mail-invitation-subject = Invitation à rejoindre { $app }
mail-invitation-heading = Invitation à rejoindre { $app }
mail-invitation-body = Une invitation à ouvrir un compte { $app } vous attend. Le lien fonctionne une seule fois, pendant { $life }.
mail-invitation-action = Accepter l’invitation
mail-invitation-note = Si vous n’attendiez pas cet e-mail, ignorez-le : sans le lien, aucun compte n’est créé. Ne le transmettez à personne.
mail-team-invitation-subject = Invitation à rejoindre l’équipe { $about }
mail-team-invitation-heading = Invitation à rejoindre l’équipe { $about }
mail-team-invitation-body = Une invitation à rejoindre l’équipe { $about } sur { $app } vous attend. Le lien fonctionne une seule fois, pendant { $life }.
mail-team-invitation-action = Accepter l’invitation
mail-team-invitation-note = Si vous n’attendiez pas cet e-mail, ignorez-le : sans le lien, personne ne rejoint l’équipe. Ne le transmettez à personne.
mail-transfer-requested-subject = L’application { $about } est proposée à votre équipe
mail-transfer-requested-heading = L’application { $about } est proposée à votre équipe
mail-transfer-requested-body = Une autre équipe souhaite céder l’application { $about } à la vôtre. Acceptez-la ou refusez-la sur { $app } sous 7 jours.
mail-transfer-requested-action = Voir la proposition
mail-transfer-requested-note = Vous recevez cet e-mail car vous administrez l’équipe à laquelle l’application est proposée.
mail-deletion-scheduled-subject = Votre compte { $app } sera supprimé le { $about }
mail-deletion-scheduled-heading = Votre compte sera supprimé le { $about }
mail-deletion-scheduled-body = Toutes vos sessions sont fermées. Pour conserver votre compte, connectez-vous avant le { $about } et confirmez-le.
mail-deletion-scheduled-action = Se connecter pour le conserver
mail-deletion-scheduled-note = Si cette demande ne vient pas de vous, connectez-vous, conservez le compte et définissez un nouveau mot de passe.
mail-account-deleted-subject = Votre compte { $app } a été supprimé
mail-account-deleted-heading = Votre compte a été supprimé
mail-account-deleted-body = Toutes vos sessions sont fermées et ce qui était conservé à votre sujet est en cours d’effacement. Rien ne pourra être récupéré.
mail-account-deleted-note = Ceci est le dernier e-mail concernant ce compte. L’adresse peut servir à en ouvrir un nouveau sur { $app }.

## Passkeys

mail-passkey-added-subject = Une clé d’accès a été ajoutée à votre compte { $app }
mail-passkey-added-heading = Vous avez une nouvelle clé d’accès
mail-passkey-added-body = La clé d’accès « { $about } » vous connecte désormais à { $app }.
mail-passkey-added-action = Voir vos clés d’accès
mail-passkey-added-note = Si ce n’était pas vous, supprimez cette clé d’accès et changez votre mot de passe.
mail-passkey-removed-subject = Une clé d’accès a été supprimée de votre compte { $app }
mail-passkey-removed-heading = Une clé d’accès a été supprimée
mail-passkey-removed-body = La clé d’accès « { $about } » ne vous connecte plus à { $app }.
mail-passkey-removed-action = Voir vos clés d’accès
mail-passkey-removed-note = Si ce n’était pas vous, changez votre mot de passe et prévenez l’assistance de l’application.

## Seconds facteurs, et nouveaux navigateurs

mail-mfa-enrolled-subject = Une application d’authentification protège votre compte { $app }
mail-mfa-enrolled-heading = Une application d’authentification a été configurée
mail-mfa-enrolled-body = Désormais, la connexion demande un code de celle-ci. Vous êtes déconnecté partout ailleurs. Si c’était vous, il n’y a rien à faire.
mail-mfa-enrolled-action = Voir votre compte
mail-mfa-enrolled-note = Si ce n’était pas vous, choisissez un nouveau mot de passe et prévenez l’assistance de l’application.
mail-mfa-removed-subject = L’application d’authentification de votre compte { $app } a été retirée
mail-mfa-removed-heading = L’application d’authentification a été retirée
mail-mfa-removed-body = La connexion ne demande plus de code de celle-ci. Vous êtes déconnecté partout ailleurs. Si c’était vous, il n’y a rien à faire.
mail-mfa-removed-action = Voir votre compte
mail-mfa-removed-note = Si ce n’était pas vous, choisissez un nouveau mot de passe et prévenez l’assistance de l’application.
mail-recovery-codes-made-subject = Nouveaux codes de récupération pour { $app }
mail-recovery-codes-made-heading = De nouveaux codes de récupération ont été créés
mail-recovery-codes-made-body = Les anciens ne fonctionnent plus. Si c’était vous, il n’y a rien à faire.
mail-recovery-codes-made-action = Voir votre compte
mail-recovery-codes-made-note = Si ce n’était pas vous, choisissez un nouveau mot de passe et prévenez l’assistance de l’application.
mail-recovery-code-used-subject = Un code de récupération a été utilisé pour { $app }
mail-recovery-code-used-heading = Un code de récupération a été utilisé
mail-recovery-code-used-body = Il a remplacé votre second facteur et ne sert plus. Codes restants : { $about }.
mail-recovery-code-used-action = Voir votre compte
mail-recovery-code-used-note = Si ce n’était pas vous, choisissez un nouveau mot de passe, créez de nouveaux codes de récupération et prévenez l’assistance de l’application.
mail-new-device-subject = Vous vous êtes connecté à { $app } depuis un nouveau navigateur
mail-new-device-heading = Un nouveau navigateur s’est connecté
mail-new-device-body = Votre compte { $app } a été utilisé depuis un navigateur jamais vu auparavant : { $about }. Si c’était vous, il n’y a rien à faire.
mail-new-device-action = Voir où vous êtes connecté
mail-new-device-note = Si ce n’était pas vous, déconnectez-le et choisissez un nouveau mot de passe.

## A phone number, and the SMS with a code: of letters that every phone shows in one part

mail-phone-added-subject = Un numéro de téléphone a été ajouté à votre compte { $app }
mail-phone-added-heading = Un numéro de téléphone a été ajouté
mail-phone-added-body = Le { $about } peut désormais recevoir des codes par SMS pour votre compte. Si c’était vous, il n’y a rien à faire.
mail-phone-added-action = Voir votre compte
mail-phone-added-note = Si ce n’était pas vous, définissez un nouveau mot de passe et prévenez l’assistance de l’application.
mail-phone-removed-subject = Le numéro de téléphone de votre compte { $app } a été supprimé
mail-phone-removed-heading = Le numéro de téléphone a été supprimé
mail-phone-removed-body = Le { $about } ne reçoit plus de codes. Vous êtes déconnecté partout ailleurs. Si c’était vous, il n’y a rien à faire.
mail-phone-removed-action = Voir votre compte
mail-phone-removed-note = Si ce n’était pas vous, définissez un nouveau mot de passe et prévenez l’assistance de l’application.
mail-sms-code = { $code } est votre code pour { $app }. Valable { $minutes } min.
mail-sms-code-short = { $code } est votre code. Valable { $minutes } min.
