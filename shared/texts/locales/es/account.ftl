# The account portal: what a person sees and changes of their own account.

portal-label = Cuenta
portal-profile = Perfil
portal-security = Seguridad
portal-connections = Conexiones
portal-sessions = Sesiones
portal-activity = Actividad
portal-confirm-first = Para cambiar algo aquí, primero confirma que eres tú.

notice-profile = Cambios guardados.
notice-password = Tu contraseña se cambió. Se cerraron tus demás sesiones.
notice-code = Enviamos un código a la dirección nueva.
notice-email = Tu dirección de correo se cambió.
notice-disconnected = Cuenta desconectada.
notice-session = Sesión cerrada.

profile-title = Tu perfil
profile-heading = Tu cuenta
profile-given-name = Nombre de pila
profile-family-name = Apellidos
profile-language = Idioma de los correos
profile-language-any = El del navegador
profile-save = Guardar

security-how = Así inicias sesión.
security-code-to = Código enviado a { $address }
security-confirm = Confirmar la dirección nueva
security-new-address = Dirección nueva
security-address-hint = Recibirá un código. Tu dirección actual recibirá un aviso y tendrá 72 horas para deshacer el cambio.
security-change-address = Cambiar la dirección
security-password-hint =
    { $least ->
        [one] Al menos { $least } carácter. Se cerrarán tus demás sesiones.
       *[other] Al menos { $least } caracteres. Se cerrarán tus demás sesiones.
    }
security-change-password = Cambiar la contraseña
security-set-password = Crear una contraseña
security-has-password = Tienes una contraseña.
security-no-password = Inicias sesión sin contraseña.

connections-what = Cuentas de otros servicios con las que inicias sesión aquí.
connections-none = No hay ninguna cuenta conectada.
connections-disconnect = Desconectar
connections-disconnect-one = Desconectar { $provider }
connections-connect = Conectar { $provider }

sessions-heading = Dónde tienes la sesión iniciada
sessions-this = este navegador
sessions-end-one = Cerrar sesión: { $browser }
sessions-end-others = Cerrar las demás sesiones
sessions-sign-out-here = Cerrar esta sesión
browser-unknown = Navegador desconocido
browser-on = { $browser } en { $system }
since = desde el { $time }
since-from = desde el { $time }, acceso desde { $place }

activity-what = Lo que ocurrió en tu cuenta en los últimos 90 días.
activity-not-you = ¿Ves algo que no hiciste?
activity-change-password = Cambia tu contraseña: así se cierran todas las demás sesiones.
activity-by-other = no lo hiciste tú
activity-none = Todavía no hay nada.
activity-older = Anteriores

undo-title = Conserva tu dirección
undo-heading = ¿Conservar tu dirección?
undo-how = Tu cuenta recuperará su dirección anterior, se cerrarán todas las sesiones y habrá que crear una contraseña nueva.
undo-keep = Conservar mi dirección

## What happened

event-signed-in = Inicio de sesión
event-sign-in-failed = Intento fallido de inicio de sesión
event-locked = Inicio de sesión bloqueado por contraseñas incorrectas
event-unlocked = Inicio de sesión desbloqueado
event-created = Se creó la cuenta
event-updated = Se modificó el perfil
event-disabled = Se desactivó la cuenta
event-enabled = Se activó la cuenta
event-password-changed = Se cambió la contraseña
event-password-asked = Se solicitó una contraseña nueva
event-password-reset = Se restableció la contraseña
event-email-asked = Se solicitó un cambio de dirección
event-email-changed = Se cambió la dirección
event-email-undone = Se deshizo el cambio de dirección
event-role-added = Se asignó un rol
event-role-removed = Se quitó un rol
event-session-stepped-up = Confirmaste que eras tú
event-mfa-reset = La administración eliminó tus segundos factores
event-session-ended = Cierre de sesión
event-session-revoked = Se finalizó una sesión
event-sessions-revoked = Se finalizaron todas las sesiones
event-grant-created = Una aplicación obtuvo acceso
event-grant-revoked = Finalizó el acceso de una aplicación
event-consent-granted = Se concedió permiso a una aplicación
event-consent-denied = Se denegó el permiso a una aplicación
event-consent-withdrawn = Se retiró el permiso a una aplicación
event-token-reused = Se volvió a presentar un token ya usado y se finalizó su acceso
event-code-mailed = Se envió un código por correo
event-other = Hubo un cambio en la cuenta

## The own data, and the end of the account

portal-data = Datos
data-title = Tus datos
data-confirm-first = Para hacer algo aquí, confirma primero que eres tú.
data-export-heading = Llévate tus datos
data-export-what = Un archivo con tu perfil, conexiones, sesiones, los permisos de las aplicaciones y la actividad de tu cuenta.
data-export = Descargar mis datos
data-delete-heading = Eliminar la cuenta
data-delete-what = Se cerrarán todas tus sesiones y todas las aplicaciones perderán el acceso de inmediato.
data-delete-now = La cuenta se elimina de inmediato y no se puede recuperar.
data-delete-days =
    { $days ->
        [one] Durante { $days } día puedes iniciar sesión y conservarla; después se elimina y no se puede recuperar.
       *[other] Durante { $days } días puedes iniciar sesión y conservarla; después se elimina y no se puede recuperar.
    }
data-type-address = Escribe tu dirección para confirmar
data-type-id = Escribe { $id } para confirmar
data-delete = Eliminar mi cuenta
event-deletion-scheduled = Se pidió eliminar la cuenta
event-deletion-cancelled = La cuenta se conserva
event-exported = Se descargaron los datos

passkeys-title = Llaves de acceso
passkeys-what = Con una llave de acceso inicia sesión con su huella, su cara o el PIN de su dispositivo.
passkeys-none = No tiene ninguna llave de acceso.
passkeys-add = Añadir una llave de acceso
passkeys-needs-script = Para añadir una llave de acceso, permita los scripts en esta página.
passkeys-added = añadida el { $day }
passkeys-used = usada por última vez el { $day }
passkeys-unused = nunca usada
passkeys-synced = en varios dispositivos
passkeys-bound = solo en un dispositivo
passkeys-name = Nombre
passkeys-rename = Cambiar nombre
passkeys-rename-one = Cambiar el nombre de { $name }
passkeys-remove = Quitar
passkeys-remove-one = Quitar { $name }
notice-passkey-added = Su llave de acceso está lista.
notice-passkey-renamed = Nombre cambiado.
notice-passkey-removed = Quitada. Ya no sirve para iniciar sesión.
event-passkey-added = Se añadió una llave de acceso
event-passkey-renamed = Se cambió el nombre de una llave de acceso
event-passkey-removed = Se quitó una llave de acceso
event-passkey-copied = Se rechazó una llave de acceso que pudo haber sido copiada

## Un segundo factor y los navegadores recordados

mfa-heading = Segundo factor
mfa-what = Un código de tu teléfono, además de tu forma de iniciar sesión.
mfa-app = Aplicación de autenticación
mfa-since = configurada el { $day }
mfa-none = No hay ninguna aplicación de autenticación configurada.
mfa-add = Configurar una aplicación de autenticación
mfa-replace = Cambiar a otra aplicación
mfa-remove = Quitar la aplicación
mfa-stays = Aquí se exige un segundo factor: puedes cambiar a otra aplicación, pero no quitarla.
mfa-codes = Códigos de recuperación
mfa-codes-left =
    { $left ->
        [one] Queda { $left } código de recuperación.
        [many] Quedan { $left } de códigos de recuperación.
       *[other] Quedan { $left } códigos de recuperación.
    }
mfa-new-codes = Crear nuevos códigos de recuperación
mfa-new-codes-how = Los anteriores dejan de servir.
mfa-manage = Cambiar el segundo factor
notice-mfa = Tu aplicación de autenticación está configurada. Se ha cerrado tu sesión en todo lo demás.
notice-mfa-removed = La aplicación se ha quitado. Se ha cerrado tu sesión en todo lo demás.
notice-codes-saved = Tus códigos de recuperación están listos.
notice-device = Olvidado.
devices-heading = Navegadores recordados
devices-trusted = sin segundo factor hasta el { $day }
devices-forget = Olvidar
devices-forget-one = Olvidar { $browser }
event-mfa-enrolled = Se configuró una aplicación de autenticación
event-mfa-removed = Se quitó la aplicación de autenticación
event-codes-made = Se crearon nuevos códigos de recuperación
event-code-used = Se usó un código de recuperación
event-mfa-asked = Se pidió un segundo factor
event-mfa-given = Se dio un segundo factor
event-mfa-failed = Un segundo factor no era correcto
event-device-trusted = Se recordó un navegador
event-device-forgotten = Se olvidó un navegador
