# What the hosted pages say. One message is one sentence or label; { $name } is filled in.

## Around every page

frame-description = { $app }: entre e gerencie sua conta.
frame-environment = Ambiente
frame-development = Desenvolvimento: não insira dados de pessoas reais
frame-privacy = Privacidade
frame-terms = Termos
frame-help = Ajuda
frame-language = Idioma
frame-show-password = Mostrar senha
frame-hide-password = Ocultar senha

## Words of several pages

to-client = para continuar em { $client }
continue = Continuar
change = Alterar
start-again = Começar de novo
email-address = E-mail
name = Nome
optional = opcional
password = Senha
new-password = Nova senha
password-hint =
    { $least ->
        [one] Pelo menos { $least } caractere. O ideal é usar algumas palavras sem relação entre si.
       *[other] Pelo menos { $least } caracteres. O ideal é usar algumas palavras sem relação entre si.
    }
code = Código
sign-in = Entrar
sign-up = Criar conta
sign-out = Sair
signed-in = Você entrou
signed-in-as = Você entrou como { $email }
use-another-account = Usar outra conta
provider-continue = Continuar com { $provider }
fields-problem = Revise o que está marcado abaixo.
fields-check = Confira os campos abaixo.

## Signing in

identifier-new = É sua primeira vez aqui?
identifier-notice-undone = Seu e-mail foi recuperado e todas as sessões foram encerradas. Crie uma nova senha ou entre com um código.
identifier-notice-password = Sua nova senha está pronta. Entre com ela.
chooser-title = Escolha uma conta
password-heading = Digite sua senha
password-forgot = Esqueceu a senha?
password-mail-code = Receber um código por e-mail
password-mail-link = Receber um link por e-mail
code-heading-sign-in = Confira seu e-mail
code-heading-sign-up = Confirme seu e-mail
code-heading-setup = Confirme que é você
code-expired = O que enviamos para { $address } expirou.
code-sent =
    { $minutes ->
        [one] Enviamos um código de seis dígitos para { $address }. Ele vale por { $minutes } minuto e só neste navegador.
       *[other] Enviamos um código de seis dígitos para { $address }. Ele vale por { $minutes } minutos e só neste navegador.
    }
code-link-sent =
    { $minutes ->
        [one] Enviamos um link para { $address }. Ele vale por { $minutes } minuto e só neste navegador.
       *[other] Enviamos um link para { $address }. Ele vale por { $minutes } minutos e só neste navegador.
    }
code-send-new = Enviar novo código
code-send-new-link = Enviar novo link
code-wrong-address = E-mail errado?
connect-title = Confirme que é você
connect-why = { $provider } nos informou o e-mail { $address }. Confirme uma única vez que esse e-mail, ou a conta que o usa, pertence a você; depois disso, você poderá entrar com { $provider }.
connect-mail-code = Receber um código por e-mail
connect-password = Usar minha senha
provider-tested-title = Teste do provedor
provider-tested-works = { $provider } funciona
provider-tested-failed = O teste de { $provider } falhou
provider-tested-nobody = Ninguém entrou e nada foi guardado. Você pode fechar esta página.
provider-tested-cause = A causa:
provider-tested-absent = não enviado
link-title = É você?
link-dead = Este link não funciona aqui
link-sign-in-instead = Entrar por aqui

## Signing up

sign-up-have = Já tem uma conta?

## A forgotten password

reset-title = Redefina sua senha
reset-how = Vamos enviar um código e um link por e-mail. Sua senha não muda até você usar um deles.
reset-send = Enviar
reset-remembered = Lembrou?
new-password-title = Crie uma nova senha
new-password-sent = Se { $address } tiver uma conta aqui, um código já está a caminho. Ele vale por 30 minutos.
new-password-whose = para { $address }. Todas as suas sessões serão encerradas.
new-password-set = Salvar senha
new-password-nothing = Não recebeu nada?
new-password-again = Enviar novo código

## Consent

consent-title = Permitir acesso
consent-heading = Permitir o acesso de { $client }?
consent-who = { $client }, em { $host }, não é um produto de { $app }. Está pedindo permissão para:
consent-scope-openid = Saber quem você é aqui
consent-scope-profile = Ver seu nome, sua foto e seu idioma
consent-scope-email = Ver seu endereço de e-mail
consent-scope-roles = Ver suas funções
consent-scope-offline = Manter o acesso na sua ausência
consent-scope-other = Usar “{ $scope }”
consent-allow = Permitir
consent-deny = Negar
consent-privacy = Política de privacidade do aplicativo
consent-terms = Termos do aplicativo

## On the way

hop-back = Volte para o aplicativo. Depois, você pode fechar esta janela.
hop-open = Abrir o aplicativo
hop-on = Você vai continuar em { $host }.
sign-out-title = Sair de { $app }?
sign-out-stay = Não sair
goodbye-title = Você saiu
goodbye-heading = Você saiu da sua conta
goodbye-shared = Em um computador compartilhado, feche também esta janela.
sign-in-again = Entrar novamente

## The platform

setup-title = Configurar
setup-heading = Configure esta plataforma
setup-how = Você recebeu um convite para operá-la. Escolha uma senha e depois confirme seu e-mail com o código que vamos enviar.
error-home = Voltar para { $app }
error-reference = Referência
error-our-side = Algo falhou do nosso lado. Nada foi alterado.

## Staying, and what is still missing

identifier-notice-leaving = Sua conta será excluída e todas as suas sessões foram encerradas. Entre para mantê-la.
identifier-notice-deleted = Sua conta foi excluída.
reactivate-title = Manter sua conta?
reactivate-when = Ela será excluída em { $day }, com tudo o que contém.
reactivate-keep = Manter minha conta
reactivate-leave = Deixar que seja excluída
step-title = Só mais um passo
step-why = { $app } pede estes dados a todos.
terms-agree = Concordo com os termos
terms-read = Ler os termos

## An invitation

invited-title = Você recebeu um convite
invited-heading = Convite para { $app }
invited-new = Crie sua conta para aceitar. Seu endereço já está confirmado.
invited-create = Aceitar e criar a conta
invited-known = Você já tem uma conta. Entre para aceitar.
invited-consent = Aceite o convite com sua conta.
invited-accept = Aceitar

## Proving oneself again

step-up-title = Confirme que é você
step-up-why = O que vem a seguir é bem protegido, por isso { $app } pergunta mais uma vez.
step-up-totp-code = Código do seu aplicativo
step-up-recovery-code = Código de recuperação
step-up-recovery-hint = Cada um funciona uma única vez.
step-up-by-password = Usar minha senha
step-up-by-totp = Usar meu aplicativo autenticador
step-up-by-recovery-code = Usar um código de recuperação
step-up-by-passkey = Usar uma chave de acesso
step-up-by-provider = Entrar com meu provedor

## Passkeys

passkey-use = Entrar com uma chave de acesso
passkey-offer-title = Entre mais rápido da próxima vez
passkey-offer-why = Com uma chave de acesso, você entra com sua digital, seu rosto ou o PIN do seu dispositivo. Ela não pode ser adivinhada, e nenhuma página falsa consegue roubá-la.
passkey-create = Criar uma chave de acesso
passkey-later = Agora não
passkey-never = Não perguntar mais neste dispositivo

## Um segundo fator

mfa-title = Confirme que é você
mfa-app-how = Seis dígitos do seu aplicativo autenticador para { $app }.
mfa-recovery-code = Código de recuperação
mfa-recovery-how = Um dos códigos que você guardou. Cada um funciona uma vez.
mfa-few-left =
    { $left ->
        [one] Resta { $left }.
        [many] Restam { $left }.
       *[other] Restam { $left }.
    }
mfa-remember =
    { $days ->
        [one] Não perguntar de novo neste navegador por { $days } dia
        [many] Não perguntar de novo neste navegador por { $days } de dias
       *[other] Não perguntar de novo neste navegador por { $days } dias
    }
mfa-use-app = Usar o aplicativo autenticador
mfa-use-recovery = Usar um código de recuperação
mfa-lost = Não restou nenhum meio? Fale com o suporte do aplicativo.
mfa-setup-title = Configurar um segundo fator
mfa-setup-why = Para continuar, proteja sua conta com um segundo fator, além da sua forma de entrar.
mfa-setup-passkey = Chave de acesso
mfa-setup-app-how = Você precisa de um aplicativo autenticador ou de um gerenciador de senhas que gere esses códigos.
mfa-setup-begin = Configurar o aplicativo
mfa-scan = Escaneie isto com o seu aplicativo autenticador. Depois digite os seis dígitos que ele mostra.
mfa-qr = Código QR para o seu aplicativo autenticador
mfa-key-instead = Digitar uma chave em vez disso
mfa-key-how = Escolha “inserir uma chave” no aplicativo, com códigos por tempo, e digite:
mfa-other-key = Gerar outra chave
mfa-codes-title = Guarde seus códigos de recuperação
mfa-codes-how = Cada um deles substitui uma vez o seu segundo fator, se você o perder. Guarde-os onde ninguém mais os encontre: eles não serão mostrados de novo.
mfa-codes-saved = Guardei estes códigos
mfa-codes-gone = Os códigos de recuperação não são mais mostrados. Se você não os guardou, gere outros na sua conta.
mfa-codes-seen = Entendi

## Codes by SMS

mfa-sms-to = Enviaremos um código de seis dígitos para { $phone }.
mfa-sms-send = Enviar o código
mfa-use-sms = Usar um código por SMS
