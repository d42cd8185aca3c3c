# What the hosted pages say. One message is one sentence or label; { $name } is filled in.

## Around every page

frame-description = { $app }: inicia sesión y administra tu cuenta.
frame-environment = Entorno
frame-development = Desarrollo: no uses datos de personas reales
frame-privacy = Privacidad
frame-terms = Condiciones
frame-help = Ayuda
frame-language = Idioma
frame-show-password = Mostrar contraseña
frame-hide-password = Ocultar contraseña

## Words of several pages

to-client = para continuar en { $client }
continue = Continuar
change = Cambiar
start-again = Empezar de nuevo
email-address = Correo electrónico
name = Nombre
optional = opcional
password = Contraseña
new-password = Contraseña nueva
password-hint =
    { $least ->
        [one] Al menos { $least } carácter. Lo mejor son varias palabras sin relación entre sí.
       *[other] Al menos { $least } caracteres. Lo mejor son varias palabras sin relación entre sí.
    }
code = Código
sign-in = Iniciar sesión
sign-up = Crear una cuenta
sign-out = Cerrar sesión
signed-in = Sesión iniciada
signed-in-as = Sesión iniciada como { $email }
use-another-account = Usar otra cuenta
provider-continue = Continuar con { $provider }
fields-problem = Revisa lo que está marcado abajo.
fields-check = Revisa los campos de abajo.

## Signing in

identifier-new = ¿Es tu primera vez aquí?
identifier-notice-undone = Recuperaste tu dirección de correo y se cerraron todas las sesiones. Crea una contraseña nueva o inicia sesión con un código.
identifier-notice-password = Tu contraseña nueva está lista. Inicia sesión con ella.
chooser-title = Elige una cuenta
password-heading = Escribe tu contraseña
password-forgot = ¿Olvidaste tu contraseña?
password-mail-code = Recibir un código por correo
password-mail-link = Recibir un enlace por correo
code-heading-sign-in = Revisa tu correo
code-heading-sign-up = Confirma tu correo
code-heading-setup = Confirma que eres tú
code-expired = Lo que enviamos a { $address } ya caducó.
code-sent =
    { $minutes ->
        [one] Enviamos un código de seis dígitos a { $address }. Es válido durante { $minutes } minuto y solo en este navegador.
       *[other] Enviamos un código de seis dígitos a { $address }. Es válido durante { $minutes } minutos y solo en este navegador.
    }
code-link-sent =
    { $minutes ->
        [one] Enviamos un enlace a { $address }. Es válido durante { $minutes } minuto y solo en este navegador.
       *[other] Enviamos un enlace a { $address }. Es válido durante { $minutes } minutos y solo en este navegador.
    }
code-send-new = Enviar otro código
code-send-new-link = Enviar otro enlace
code-wrong-address = ¿Dirección incorrecta?
connect-title = Confirma que eres tú
connect-why = { $provider } nos dio la dirección { $address }. Confirma una sola vez que esa dirección, o la cuenta que la usa, es tuya; después podrás iniciar sesión con { $provider }.
connect-mail-code = Recibir un código por correo
connect-password = Usar mi contraseña
provider-tested-title = Prueba del proveedor
provider-tested-works = { $provider } funciona
provider-tested-failed = La prueba de { $provider } ha fallado
provider-tested-nobody = Nadie ha iniciado sesión y no se ha guardado nada. Puede cerrar esta página.
provider-tested-cause = La causa:
provider-tested-absent = no enviado
link-title = ¿Eres tú?
link-dead = Este enlace no funciona aquí
link-sign-in-instead = Iniciar sesión aquí

## Signing up

sign-up-have = ¿Ya tienes una cuenta?

## A forgotten password

reset-title = Restablece tu contraseña
reset-how = Te enviaremos un código y un enlace por correo. Tu contraseña no cambia hasta que uses uno de los dos.
reset-send = Enviar
reset-remembered = ¿La recordaste?
new-password-title = Crea una contraseña nueva
new-password-sent = Si { $address } tiene una cuenta aquí, te llegará un código. Es válido durante 30 minutos.
new-password-whose = para { $address }. Se cerrarán todas tus sesiones.
new-password-set = Guardar contraseña
new-password-nothing = ¿No recibiste nada?
new-password-again = Enviar otro código

## Consent

consent-title = Permitir el acceso
consent-heading = ¿Permitir el acceso de { $client }?
consent-who = { $client }, en { $host }, no es un producto de { $app }. Solicita permiso para:
consent-scope-openid = Saber quién eres aquí
consent-scope-profile = Ver tu nombre, foto e idioma
consent-scope-email = Ver tu dirección de correo electrónico
consent-scope-roles = Ver tus roles
consent-scope-offline = Mantener el acceso cuando no estés
consent-scope-other = Usar «{ $scope }»
consent-allow = Permitir
consent-deny = Denegar
consent-privacy = Política de privacidad de la aplicación
consent-terms = Condiciones de la aplicación

## On the way

hop-back = Vuelve a la aplicación. Después puedes cerrar esta ventana.
hop-open = Abrir la aplicación
hop-on = Vas a continuar en { $host }.
sign-out-title = ¿Cerrar sesión en { $app }?
sign-out-stay = Mantener la sesión iniciada
goodbye-title = Sesión cerrada
goodbye-heading = Se cerró tu sesión
goodbye-shared = Si compartes este equipo, cierra también esta ventana.
sign-in-again = Volver a iniciar sesión

## The platform

setup-title = Configurar
setup-heading = Configura esta plataforma
setup-how = Recibiste una invitación para operarla. Elige una contraseña y después confirma tu dirección con el código que te enviaremos por correo.
error-home = Volver a { $app }
error-reference = Referencia
error-our-side = Se produjo un error de nuestra parte. No se cambió nada.

## Staying, and what is still missing

identifier-notice-leaving = Tu cuenta se eliminará y todas tus sesiones están cerradas. Inicia sesión para conservarla.
identifier-notice-deleted = Tu cuenta se ha eliminado.
reactivate-title = ¿Conservar tu cuenta?
reactivate-when = Se eliminará el { $day }, con todo su contenido.
reactivate-keep = Conservar mi cuenta
reactivate-leave = Dejar que se elimine
step-title = Un paso más
step-why = { $app } pide estos datos a todo el mundo.
terms-agree = Acepto los términos
terms-read = Leer los términos

## An invitation

invited-title = Tienes una invitación
invited-heading = Invitación a { $app }
invited-new = Crea tu cuenta para aceptar. Tu dirección ya está confirmada.
invited-create = Aceptar y crear la cuenta
invited-known = Ya tienes una cuenta. Inicia sesión para aceptar.
invited-consent = Acepta la invitación con tu cuenta.
invited-accept = Aceptar

## Proving oneself again

step-up-title = Confirma que eres tú
step-up-why = Lo que sigue está bien protegido, así que { $app } te lo pregunta una vez más.
step-up-totp-code = Código de tu aplicación
step-up-recovery-code = Código de recuperación
step-up-recovery-hint = Cada uno funciona una sola vez.
step-up-by-password = Usar mi contraseña
step-up-by-totp = Usar mi aplicación de autenticación
step-up-by-recovery-code = Usar un código de recuperación
step-up-by-passkey = Usar una llave de acceso
step-up-by-provider = Iniciar sesión con mi proveedor

## Passkeys

passkey-use = Iniciar sesión con una llave de acceso
passkey-offer-title = Inicie sesión más rápido la próxima vez
passkey-offer-why = Con una llave de acceso inicia sesión con su huella, su cara o el PIN de su dispositivo. No se puede adivinar y ninguna página falsa puede robarla.
passkey-create = Crear una llave de acceso
passkey-later = Ahora no
passkey-never = No volver a preguntar en este dispositivo

## Un segundo factor

mfa-title = Confirma que eres tú
mfa-app-how = Seis cifras de tu aplicación de autenticación para { $app }.
mfa-recovery-code = Código de recuperación
mfa-recovery-how = Uno de los códigos que guardaste. Cada uno sirve una vez.
mfa-few-left =
    { $left ->
        [one] Queda { $left }.
        [many] Quedan { $left }.
       *[other] Quedan { $left }.
    }
mfa-remember =
    { $days ->
        [one] No volver a preguntar en este navegador durante { $days } día
        [many] No volver a preguntar en este navegador durante { $days } de días
       *[other] No volver a preguntar en este navegador durante { $days } días
    }
mfa-use-app = Usar la aplicación de autenticación
mfa-use-recovery = Usar un código de recuperación
mfa-lost = ¿No te queda ninguna forma? Pregunta al soporte de la aplicación.
mfa-setup-title = Configurar un segundo factor
mfa-setup-why = Para continuar, protege tu cuenta con un segundo factor, además de tu forma de iniciar sesión.
mfa-setup-passkey = Llave de acceso
mfa-setup-app-how = Necesitas una aplicación de autenticación o un gestor de contraseñas que genere esos códigos.
mfa-setup-begin = Configurar la aplicación
mfa-scan = Escanéalo con tu aplicación de autenticación. Después escribe las seis cifras que muestra.
mfa-qr = Código QR para tu aplicación de autenticación
mfa-key-instead = Escribir una clave en su lugar
mfa-key-how = Elige «introducir una clave» en la aplicación, con códigos por tiempo, y escribe:
mfa-other-key = Crear otra clave
mfa-codes-title = Guarda tus códigos de recuperación
mfa-codes-how = Cada uno sustituye una vez a tu segundo factor si lo pierdes. Guárdalos donde nadie más los encuentre: no se vuelven a mostrar.
mfa-codes-saved = He guardado estos códigos
mfa-codes-gone = Los códigos de recuperación ya no se muestran. Si no los guardaste, crea otros en tu cuenta.
mfa-codes-seen = Entendido

## Codes by SMS

mfa-sms-to = Enviamos un código de seis dígitos al { $phone }.
mfa-sms-send = Enviarme el código
mfa-use-sms = Usar un código por SMS
