# What mails say around their code or link. { $app } is the application's name, { $life } one of the first two messages.

mail-life-minutes =
    { $minutes ->
        [one] { $minutes } minuto
       *[other] { $minutes } minutos
    }
mail-life-hours =
    { $hours ->
        [one] { $hours } hora
       *[other] { $hours } horas
    }

## How a code or link is used

mail-how-code = Escribe el código donde empezaste. Es válido durante { $life } y para un solo uso.
mail-how-link = Abre el enlace en el navegador donde empezaste. Es válido durante { $life } y para un solo uso.
mail-how-both = Escribe el código donde empezaste o abre el enlace en el mismo navegador. Cualquiera de los dos es válido durante { $life } y para un solo uso.
mail-action-sign-in = Iniciar sesión
mail-action-confirm = Confirmar la dirección

## A code that signs in

mail-sign-in-code-subject = { $code } es tu código para { $app }
mail-sign-in-code-heading = Inicia sesión en { $app }
mail-sign-in-code-note = Si no fuiste tú, ignora este correo: sin el código, nadie puede entrar. No lo compartas con nadie, ni siquiera con nosotros.
mail-sign-in-link-subject = Inicia sesión en { $app }
mail-sign-in-link-note = Si no fuiste tú, ignora este correo: el enlace solo funciona en el navegador desde el que se solicitó.

## Somebody who is signed in

mail-step-up-code-subject = { $code } confirma que eres tú en { $app }
mail-step-up-code-heading = Confirma que eres tú
mail-step-up-code-note = Si no fuiste tú, alguien ha iniciado sesión en tu cuenta: cierra todas las sesiones y establece una contraseña nueva. No compartas el código con nadie, ni siquiera con nosotros.

## A sign-up

mail-sign-up-code-subject = { $code } confirma tu dirección para { $app }
mail-sign-up-link-subject = Confirma tu dirección para { $app }
mail-sign-up-code-heading = Te damos la bienvenida a { $app }
mail-sign-up-code-note = Si no fuiste tú, ignora este correo: sin el código no se crea ninguna cuenta.
mail-sign-up-link-note = Si no fuiste tú, ignora este correo: si no se abre el enlace, no se crea ninguna cuenta.
mail-already-registered-subject = Ya tienes una cuenta de { $app }
mail-already-registered-heading = Ya tienes una cuenta
mail-already-registered-body = Alguien, probablemente tú, intentó crear una cuenta de { $app } con esta dirección. Ya existe una: solo tienes que iniciar sesión.
mail-already-registered-note = Si no fuiste tú, ignora este correo. No se cambió nada.

## Passwords

mail-reset-password-subject = Crea una contraseña nueva para { $app }
mail-reset-password-heading = Crea una contraseña nueva
mail-reset-password-body = Escribe el código donde lo solicitaste o abre el enlace. Cualquiera de los dos es válido durante { $life } y para un solo uso.
mail-reset-password-action = Crear una contraseña nueva
mail-reset-password-note = Si no fuiste tú, ignora este correo: tu contraseña no cambia. No compartas el código con nadie, ni siquiera con nosotros.
mail-password-changed-subject = Se cambió tu contraseña de { $app }
mail-password-changed-heading = Se cambió tu contraseña
mail-password-changed-body = Se cerraron tus demás sesiones. Si fuiste tú, no tienes que hacer nada.
mail-password-changed-action = No fui yo: crear una nueva
mail-password-changed-note = Recibes este correo porque afecta a la seguridad de tu cuenta de { $app }.

## Another address

mail-email-change-code-subject = { $code } confirma tu dirección nueva para { $app }
mail-email-change-code-heading = Confirma tu dirección nueva
mail-email-change-code-note = Si no fuiste tú, ignora este correo: sin el código no cambia nada.
mail-email-change-notice-subject = Cambio de dirección de correo en tu cuenta de { $app }
mail-email-change-notice-heading = Cambio de dirección de correo en tu cuenta
mail-email-change-notice-body = Alguien, probablemente tú, solicitó cambiar la dirección de tu cuenta a { $about }. Si fuiste tú, no tienes que hacer nada.
mail-email-change-notice-action = No fui yo: conservar esta dirección
mail-email-change-notice-note = El enlace es válido durante { $life }. Restablece esta dirección y cierra todas las sesiones.

## Accounts elsewhere

mail-identity-linked-subject = Ya puedes iniciar sesión en { $app } con { $about }
mail-identity-linked-heading = Se conectó { $about } a tu cuenta
mail-identity-linked-body = Alguien, probablemente tú, inició sesión en { $app } con una cuenta de { $about } que tiene esta dirección. A partir de ahora, puedes iniciar sesión con ella.
mail-identity-linked-action = Revisar mi cuenta
mail-identity-linked-note = Si no fuiste tú, quita la conexión en tu cuenta y avisa al soporte de la aplicación.

## For those who run the platform or an application

mail-operator-code-subject = { $code } confirma tu dirección para { $app }
mail-operator-code-heading = Acceso de operador a { $app }
mail-operator-code-note = Si no fuiste tú, avisa a quien administra esta instalación.
mail-operator-invitation-subject = Tienes una invitación para operar { $app }
mail-operator-invitation-heading = Acceso de operador a { $app }
mail-operator-invitation-body = Tienes una invitación para operar esta instalación de { $app }. El enlace es válido durante { $life } y para un solo uso.
mail-operator-invitation-action = Configurar mi cuenta
mail-operator-invitation-note = Si no esperabas este correo, ignóralo: sin acceso a tu buzón, nadie puede usar la invitación.
mail-domain-degraded-subject = A { $about } le falta un registro DNS
mail-domain-degraded-heading = Falta un registro DNS de { $about }
mail-domain-degraded-body = Los registros que { $about } necesita para { $app } ya no son los mismos. El dominio sigue activo; si los registros no se restablecen, dejará de estarlo después de 14 días.
mail-domain-degraded-action = Ver qué registro falta
mail-domain-degraded-note = Recibes este correo porque administras el equipo propietario de la aplicación.

## Second factors taken away

mail-mfa-reset-subject = Se eliminaron los segundos factores de tu cuenta en { $app }
mail-mfa-reset-heading = Se eliminaron tus segundos factores
mail-mfa-reset-body = La administración los eliminó y se cerraron todas tus sesiones. A partir de ahora inicias sesión sin ellos, hasta que configures uno nuevo.
mail-mfa-reset-action = Ver tu cuenta
mail-mfa-reset-note = Si no lo pediste, avisa al soporte de la aplicación.

## An invitation, and the end of an account

mail-life-days =
    { $days ->
        [one] { $days } día
       *[other] { $days } días
    }
mail-invitation-subject = Invitación a { $app }
mail-invitation-heading = Invitación a { $app }
mail-invitation-body = Tienes una invitación para abrir una cuenta en { $app }. El enlace funciona una sola vez, durante { $life }.
mail-invitation-action = Aceptar la invitación
mail-invitation-note = Si no esperabas este correo, ignóralo: sin el enlace no se crea ninguna cuenta. No lo compartas con nadie.
mail-team-invitation-subject = Invitación al equipo { $about }
mail-team-invitation-heading = Invitación al equipo { $about }
mail-team-invitation-body = Tienes una invitación al equipo { $about } en { $app }. El enlace funciona una sola vez, durante { $life }.
mail-team-invitation-action = Aceptar la invitación
mail-team-invitation-note = Si no esperabas este correo, ignóralo: sin el enlace nadie entra en el equipo. No lo compartas con nadie.
mail-transfer-requested-subject = Ofrecen { $about } a tu equipo
mail-transfer-requested-heading = Ofrecen { $about } a tu equipo
mail-transfer-requested-body = Otro equipo quiere ceder al tuyo la aplicación { $about }. Acéptala o recházala en { $app } en un plazo de 7 días.
mail-transfer-requested-action = Ver la oferta
mail-transfer-requested-note = Recibes este correo porque administras el equipo al que se ofrece la aplicación.
mail-deletion-scheduled-subject = Tu cuenta de { $app } se eliminará el { $about }
mail-deletion-scheduled-heading = Tu cuenta se eliminará el { $about }
mail-deletion-scheduled-body = Todas tus sesiones están cerradas. Si quieres conservar tu cuenta, inicia sesión antes del { $about } y confírmalo.
mail-deletion-scheduled-action = Iniciar sesión y conservarla
mail-deletion-scheduled-note = Si no lo pediste tú, inicia sesión, conserva la cuenta y define una contraseña nueva.
mail-account-deleted-subject = Tu cuenta de { $app } se ha eliminado
mail-account-deleted-heading = Tu cuenta se ha eliminado
mail-account-deleted-body = Todas tus sesiones están cerradas y lo que se guardaba sobre ti se está borrando. Nada de ello se puede recuperar.
mail-account-deleted-note = Este es el último correo sobre esa cuenta. La dirección queda libre para abrir otra en { $app }.

## Passkeys

mail-passkey-added-subject = Se añadió una llave de acceso a su cuenta de { $app }
mail-passkey-added-heading = Tiene una nueva llave de acceso
mail-passkey-added-body = A partir de ahora, la llave de acceso «{ $about }» le permite iniciar sesión en { $app }.
mail-passkey-added-action = Ver sus llaves de acceso
mail-passkey-added-note = Si no fue usted, quite la llave de acceso y cambie su contraseña.
mail-passkey-removed-subject = Se quitó una llave de acceso de su cuenta de { $app }
mail-passkey-removed-heading = Se quitó una llave de acceso
mail-passkey-removed-body = La llave de acceso «{ $about }» ya no le permite iniciar sesión en { $app }.
mail-passkey-removed-action = Ver sus llaves de acceso
mail-passkey-removed-note = Si no fue usted, cambie su contraseña y avise al soporte de la aplicación.

## Segundos factores y navegadores nuevos

mail-mfa-enrolled-subject = Una aplicación de autenticación protege tu cuenta de { $app }
mail-mfa-enrolled-heading = Se configuró una aplicación de autenticación
mail-mfa-enrolled-body = Desde ahora, iniciar sesión requiere un código suyo. Se ha cerrado tu sesión en todo lo demás. Si fuiste tú, no tienes que hacer nada.
mail-mfa-enrolled-action = Ver tu cuenta
mail-mfa-enrolled-note = Si no fuiste tú, pon una contraseña nueva y avisa al soporte de la aplicación.
mail-mfa-removed-subject = Se quitó la aplicación de autenticación de tu cuenta de { $app }
mail-mfa-removed-heading = Se quitó la aplicación de autenticación
mail-mfa-removed-body = Iniciar sesión ya no requiere un código suyo. Se ha cerrado tu sesión en todo lo demás. Si fuiste tú, no tienes que hacer nada.
mail-mfa-removed-action = Ver tu cuenta
mail-mfa-removed-note = Si no fuiste tú, pon una contraseña nueva y avisa al soporte de la aplicación.
mail-recovery-codes-made-subject = Nuevos códigos de recuperación para { $app }
mail-recovery-codes-made-heading = Se crearon nuevos códigos de recuperación
mail-recovery-codes-made-body = Los anteriores ya no sirven. Si fuiste tú, no tienes que hacer nada.
mail-recovery-codes-made-action = Ver tu cuenta
mail-recovery-codes-made-note = Si no fuiste tú, pon una contraseña nueva y avisa al soporte de la aplicación.
mail-recovery-code-used-subject = Se usó un código de recuperación para { $app }
mail-recovery-code-used-heading = Se usó un código de recuperación
mail-recovery-code-used-body = Sustituyó a tu segundo factor y no vuelve a servir. Códigos que quedan: { $about }.
mail-recovery-code-used-action = Ver tu cuenta
mail-recovery-code-used-note = Si no fuiste tú, pon una contraseña nueva, crea nuevos códigos de recuperación y avisa al soporte de la aplicación.
mail-new-device-subject = Iniciaste sesión en { $app } desde un navegador nuevo
mail-new-device-heading = Un navegador nuevo inició sesión
mail-new-device-body = Tu cuenta de { $app } se usó desde un navegador que no se había visto antes: { $about }. Si fuiste tú, no tienes que hacer nada.
mail-new-device-action = Ver dónde tienes la sesión iniciada
mail-new-device-note = Si no fuiste tú, cierra la sesión allí y pon una contraseña nueva.

## A phone number, and the SMS with a code: of letters that every phone shows in one part

mail-phone-added-subject = Se añadió un número de teléfono a su cuenta de { $app }
mail-phone-added-heading = Se añadió un número de teléfono
mail-phone-added-body = { $about } ya puede recibir códigos por SMS para su cuenta. Si fue usted, no tiene que hacer nada.
mail-phone-added-action = Ver su cuenta
mail-phone-added-note = Si no fue usted, establezca una contraseña nueva y avise al soporte de la aplicación.
mail-phone-removed-subject = Se quitó el número de teléfono de su cuenta de { $app }
mail-phone-removed-heading = Se quitó el número de teléfono
mail-phone-removed-body = { $about } ya no recibe códigos. Su sesión se cerró en todos los demás lugares. Si fue usted, no tiene que hacer nada.
mail-phone-removed-action = Ver su cuenta
mail-phone-removed-note = Si no fue usted, establezca una contraseña nueva y avise al soporte de la aplicación.
mail-sms-code = { $code } es su clave para { $app }. Vale { $minutes } min.
mail-sms-code-short = { $code } es su clave. Vale { $minutes } min.
